import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ControlAnswer,
  type ControlPlugin,
  ControlRefusal,
  type ControlRoute,
} from '#sandbox/control/control-plugin.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import { accountNames } from './accounts.ts'
import { type AuthorizedKeys, PublicKeyError } from './authorized-keys.ts'
import type { SshKeyType } from './make-ssh-key.ts'
import { ReExportError, reExport } from './re-export.ts'
import {
  authorizedKeyOrder,
  hostKeyOrder,
  reExportOrder,
  replacementOrder,
  uploadOrder,
} from './read-site-order.ts'
import { replacePackage } from './replace-package.ts'
import { resetCounters } from './site-counters.ts'
import type { SiteState } from './site-state.ts'
import type { Uploads } from './uploads.ts'

export type ControlledSite = {
  settings: CompleteSettings
  state: SiteState
  keys: AuthorizedKeys
  uploads: Uploads
  hostKeyFingerprint(): string
  changeHostKey(type: SshKeyType): Promise<void>
}

/** The part of the control API that is about the TeleMessage site: knobs `site`, counters `site`, paths below `/site`. */
export function siteControl(site: ControlledSite): ControlPlugin {
  const { keys, settings, state, uploads } = site
  const { packagesDir } = settings
  const reset = () => {
    resetCounters(state.counters)
    uploads.abandonAll()
    keys.clear()
  }
  const routes: ControlRoute[] = [
    { method: 'GET', path: '/site', handle: () => ok(overview(site)) },
    {
      method: 'POST',
      path: '/site/reset',
      handle: () => {
        state.knobGroup.reset()
        reset()
        return ok(overview(site))
      },
    },
    {
      method: 'POST',
      path: '/site/authorized-keys',
      handle: ({ body }) => {
        keys.add(authorizedKeyOrder.parse(body).publicKey)
        return { status: 201, json: keys.lines() }
      },
    },
    {
      method: 'DELETE',
      path: '/site/authorized-keys',
      handle: () => {
        keys.clear()
        return ok(keys.lines())
      },
    },
    {
      method: 'POST',
      path: '/site/host-key',
      handle: async ({ body }) => {
        await site.changeHostKey(hostKeyOrder.parse(body ?? {}).type)
        return ok({ hostKeyFingerprint: site.hostKeyFingerprint() })
      },
    },
    {
      method: 'POST',
      path: '/site/uploads',
      handle: async ({ body }) => {
        const { advancesOn, bytesPerSecond, chunks, mode, name, temporaryName, ...source } =
          uploadOrder.parse(body)
        const upload = await uploads.start({
          name,
          mode,
          temporaryName: temporaryName ?? `${name}.filepart`,
          content: await readSource(packagesDir, source),
          pace: bytesPerSecond === undefined ? { chunks: chunks ?? 1, advancesOn } : { bytesPerSecond },
        })
        return { status: 201, json: upload }
      },
    },
    {
      method: 'POST',
      path: '/site/uploads/:id/advance',
      handle: async ({ path }) => found(await uploads.advance(path.id ?? '')),
    },
    {
      method: 'DELETE',
      path: '/site/uploads/:id',
      handle: ({ path }) => found(uploads.abandon(path.id ?? '')),
    },
    {
      method: 'POST',
      path: '/site/replacements',
      handle: async ({ body }) => {
        const { from, contentBase64, ...order } = replacementOrder.parse(body)
        const content = await readSource(packagesDir, { from, contentBase64 })
        await replacePackage(packagesDir, { ...order, content })
        return ok({ package: order.package, sizeBytes: content.length })
      },
    },
    {
      method: 'POST',
      path: '/site/re-exports',
      handle: async ({ body }) => {
        const order = reExportOrder.parse(body)
        const name = await reExport(packagesDir, order.package, order.seed, settings.now())
        return { status: 201, json: { package: name } }
      },
    },
  ]
  return {
    routes: routes.map((route) => ({ ...route, handle: refusing(route.handle) })),
    knobs: [state.knobGroup],
    counters: () => ({ site: state.counters }),
    reset,
  }
}

function overview({ hostKeyFingerprint, keys, settings, uploads }: ControlledSite) {
  return {
    hostKeyFingerprint: hostKeyFingerprint(),
    accounts: accountNames(settings.sftpUsername),
    authorizedKeys: keys.lines(),
    uploads: uploads.list(),
  }
}

function readSource(
  packagesDir: string,
  { from, contentBase64 }: { from?: string | undefined; contentBase64?: string | undefined },
): Promise<Buffer> | Buffer {
  return from === undefined ? Buffer.from(contentBase64 ?? '', 'base64') : readFile(join(packagesDir, from))
}

/** What a request can be wrong about, as an answer. */
function refusing(handle: ControlRoute['handle']): ControlRoute['handle'] {
  return async (request) => {
    try {
      return await handle(request)
    } catch (error) {
      if (error instanceof PublicKeyError) throw new ControlRefusal(400, error.message)
      if (error instanceof ReExportError) throw new ControlRefusal(422, error.message)
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ENOENT') throw new ControlRefusal(404, 'There is no such package in the folder.')
      if (code === 'EEXIST') throw new ControlRefusal(409, 'There is a file of that name in the folder.')
      throw error
    }
  }
}

function ok(json: unknown): ControlAnswer {
  return { status: 200, json }
}

function found(upload: unknown): ControlAnswer {
  if (upload === null) throw new ControlRefusal(404, 'There is no such upload.')
  return ok(upload)
}
