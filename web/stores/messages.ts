import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** `action`: what can be done about it while the notice stands. */
export type MessageAction = { text: string; run: () => void }
export type Message = { id: number; kind: 'info' | 'good' | 'bad'; text: string; action: MessageAction | null }
let nextId = 1

/** Short notices that go away by themselves; nothing has to be clicked away. */
export const useMessages = defineStore('messages', () => {
  const messages = shallowRef<Message[]>([])
  const drop = (id: number) => { messages.value = messages.value.filter((message) => message.id !== id) }
  function say(text: string, kind: Message['kind'] = 'info', milliseconds = kind === 'bad' ? 9000 : 4500, action: MessageAction | null = null) {
    const message: Message = { id: nextId++, kind, text, action }
    messages.value = [...messages.value.slice(-3), message]
    setTimeout(() => drop(message.id), milliseconds)
  }
  return { messages, say, drop }
})
