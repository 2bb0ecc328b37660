import { z } from 'zod'
import {
  type ControlAnswer,
  type ControlPlugin,
  ControlRefusal,
  type ControlRoute,
} from './control-plugin.ts'
import type { KnobGroup } from './knob-group.ts'

const resetInput = z.strictObject({ mailboxes: z.boolean().default(false) })

/** `/knobs`, `/counters` and `/reset`, over everything that was plugged in. */
export function knobRoutes(plugins: readonly ControlPlugin[]): ControlRoute[] {
  const groups = new Map(plugins.flatMap((plugin) => plugin.knobs ?? []).map((group) => [group.name, group]))
  const find = (name: string | undefined): KnobGroup => {
    const group = groups.get(name ?? '')
    if (group) return group
    throw new ControlRefusal(
      404,
      `There is no group of knobs '${name}'. There are ${[...groups.keys()].join(', ')}.`,
    )
  }
  const show = (): ControlAnswer => ({
    status: 200,
    json: Object.fromEntries([...groups].map(([name, group]) => [name, group.get()])),
  })
  const showOne = (group: KnobGroup): ControlAnswer => ({ status: 200, json: group.get() })
  const resetAll = () => {
    for (const group of groups.values()) group.reset()
  }
  return [
    { method: 'GET', path: '/knobs', handle: show },
    {
      method: 'DELETE',
      path: '/knobs',
      handle: () => {
        resetAll()
        return show()
      },
    },
    { method: 'GET', path: '/knobs/:group', handle: ({ path }) => showOne(find(path.group)) },
    {
      method: 'PUT',
      path: '/knobs/:group',
      handle: ({ path, body }) => {
        find(path.group).replace(body)
        return showOne(find(path.group))
      },
    },
    {
      method: 'PATCH',
      path: '/knobs/:group',
      handle: ({ path, body }) => {
        find(path.group).merge(body)
        return showOne(find(path.group))
      },
    },
    {
      method: 'DELETE',
      path: '/knobs/:group',
      handle: ({ path }) => {
        find(path.group).reset()
        return showOne(find(path.group))
      },
    },
    {
      method: 'GET',
      path: '/counters',
      handle: () => ({
        status: 200,
        json: Object.assign({}, ...plugins.map((plugin) => plugin.counters?.() ?? {})),
      }),
    },
    {
      method: 'POST',
      path: '/reset',
      handle: async ({ body }) => {
        const options = resetInput.parse(body ?? {})
        resetAll()
        for (const plugin of plugins) await plugin.reset?.(options)
        return { status: 200, json: { ok: true } }
      },
    },
  ]
}
