import type { Framed } from './frame.ts'
import type { Reader } from './reader.ts'

export type Hub = ReturnType<typeof createHub>

/** Whoever reads the live stream, by their rights: readers with the same rights share one framed buffer. */
export function createHub() {
  const byRights = new Map<string, Set<Reader>>()
  const byAccount = new Map<string, number>()
  let size = 0
  const all = (): Reader[] => [...byRights.values()].flatMap((group) => [...group])
  return {
    all,
    get size() {
      return size
    },
    countOf: (account: string) => byAccount.get(account) ?? 0,
    /** The accounts that listen with each set of rights now. */
    groups: (): Map<string, string[]> => new Map([...byRights].map(([key, group]) => [key, [...new Set([...group].map(({ who }) => who.account))]])),
    add(reader: Reader): void {
      const { rightsKey, account } = reader.who
      const group = byRights.get(rightsKey) ?? new Set()
      if (group.has(reader)) return
      byRights.set(rightsKey, group.add(reader))
      byAccount.set(account, (byAccount.get(account) ?? 0) + 1)
      size++
    },
    remove(reader: Reader): void {
      const { rightsKey, account } = reader.who
      const group = byRights.get(rightsKey)
      if (!group?.delete(reader)) return
      size--
      if (!group.size) byRights.delete(rightsKey)
      const left = (byAccount.get(account) ?? 1) - 1
      if (left) byAccount.set(account, left)
      else byAccount.delete(account)
    },
    send(bytes: Framed, rightsKey?: string): void {
      if (rightsKey === undefined) for (const group of byRights.values()) for (const reader of group) reader.send(bytes)
      else for (const reader of byRights.get(rightsKey) ?? []) reader.send(bytes)
    },
    /** Those with these rights, or everybody; they resume by themselves. */
    close(rightsKey?: string): void {
      for (const reader of rightsKey === undefined ? all() : [...(byRights.get(rightsKey) ?? [])]) reader.close()
    },
  }
}
