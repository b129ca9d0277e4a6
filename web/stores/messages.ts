import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type Message = { id: number; kind: 'info' | 'good' | 'bad'; text: string }
let nextId = 1

/** Short notices that go away by themselves; nothing has to be clicked away. */
export const useMessages = defineStore('messages', () => {
  const messages = shallowRef<Message[]>([])
  const drop = (id: number) => { messages.value = messages.value.filter((message) => message.id !== id) }
  function say(text: string, kind: Message['kind'] = 'info', milliseconds = kind === 'bad' ? 9000 : 4500) {
    const message = { id: nextId++, kind, text }
    messages.value = [...messages.value.slice(-3), message]
    setTimeout(() => drop(message.id), milliseconds)
  }
  return { messages, say, drop }
})
