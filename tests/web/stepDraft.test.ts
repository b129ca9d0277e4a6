import { expect, test } from 'vitest'
import { IncidentStep, Need } from '../../geodata/model/workOrder.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { givenOf, missingOf, newOrder, newPart, newStep, type StepDraft } from '../../web/stores/stepDraft.ts'

const newId = () => uuidv7(Math.random, Date.now())
const filled = (): StepDraft => ({
  ...newStep(), note: ' because ', feedback: 'done', orders: [{ ...newOrder(), to: { postId: 2 } }, { ...newOrder('assist'), to: { teamId: 3 }, task: ' look ' }], result: 'resolved', satisfaction: 'satisfied',
  target: { id: newId(), number: '1', title: 't' }, categoryId: 6, severity: 4, parts: [{ ...newPart(), title: 'one', categoryId: 6 }], addressee: { id: newId(), to: { teamId: 3 } },
})

test.each(Need.options)('an empty form lacks its %s; a filled one gives what the server’s schema takes, and nothing that was not asked', (need) => {
  expect(missingOf(newStep(), [need])).toEqual([need])
  const draft = filled()
  expect(missingOf(draft, [need])).toEqual([])
  const given = givenOf(draft, [need])
  expect(IncidentStep.safeParse({ id: newId(), action: 'dispatch', version: 1, ...given }).error).toBeUndefined()
  expect(Object.keys(given).sort()).toEqual([...new Set(['note', need])].sort())
  expect(given.note).toBe('because')
})

test('an order to nobody and a part without a name are not sent', () => {
  expect(missingOf({ ...filled(), orders: [newOrder()] }, ['orders'])).toEqual(['orders'])
  expect(missingOf({ ...filled(), parts: [{ ...newPart(), title: '  ', categoryId: 6 }] }, ['parts'])).toEqual(['parts'])
})
