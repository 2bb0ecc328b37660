import { z } from 'zod'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import { childFoldersPath, folderPath } from './mailbox-paths.ts'
import { quoted, withQuery } from './odata.ts'
import { readAnswer } from './read-answer.ts'

type Folder = { mailboxObjectId: string; displayName: string }

/** Exchange takes 300; nobody files an archive that deep, and each level is a request. */
const MOST_LEVELS = 30

/**
 * The id of the folder to deliver to. One that is known stays the folder, also when its owner has given it another name or has
 * moved it below another one; but not when it is gone or lies in Deleted Items, wherever in it: what is put there is emptied
 * away with it. Then the mailbox gets the folder anew.
 *
 * Where nobody has touched the folder, one request says so: it is found by its name below the mailbox's root.
 */
export async function ensureFolder(
  graph: GraphClient,
  folder: Folder,
  knownFolderId: string | null,
): Promise<string> {
  const named = await findFolder(graph, folder)
  if (named !== null && (knownFolderId === null || named === knownFolderId)) return named
  if (knownFolderId !== null && (await isInUse(graph, folder.mailboxObjectId, knownFolderId)))
    return knownFolderId
  return named ?? makeFolder(graph, folder)
}

async function makeFolder(graph: GraphClient, folder: Folder): Promise<string> {
  try {
    const json = JSON.stringify({ displayName: folder.displayName, isHidden: false })
    return readAnswer(identified, await graph.post(childFoldersPath(folder.mailboxObjectId), json)).id
  } catch (error) {
    // Another worker, or a first try of ours whose answer was lost, made it between the two requests.
    if (!(error instanceof GraphRequestError) || error.code !== 'graph_conflict') throw error
    const made = await findFolder(graph, folder)
    if (made === null) throw error
    return made
  }
}

async function findFolder(graph: GraphClient, folder: Folder): Promise<string | null> {
  const path = withQuery(childFoldersPath(folder.mailboxObjectId), {
    $filter: `displayName eq ${quoted(folder.displayName)}`,
    $select: 'id,displayName',
  })
  return readAnswer(list, await graph.get(path)).value[0]?.id ?? null
}

/** Whether a folder is there and not in Deleted Items, which lies below the mailbox's root like the folders that are in use. */
async function isInUse(graph: GraphClient, mailboxObjectId: string, folderId: string): Promise<boolean> {
  const folder = await readPlace(graph, mailboxObjectId, folderId)
  if (!folder) return false
  const deletedItems = await readPlace(graph, mailboxObjectId, 'deleteditems')
  let place: Place | null = folder
  for (let level = 0; place && level < MOST_LEVELS; level += 1) {
    if (place.parentFolderId === deletedItems?.parentFolderId) return place.id !== deletedItems.id
    place = await readPlace(graph, mailboxObjectId, place.parentFolderId)
  }
  return false
}

/** Null when there is no such folder, or none that a client can see. */
async function readPlace(
  graph: GraphClient,
  mailboxObjectId: string,
  folderId: string,
): Promise<Place | null> {
  const path = withQuery(folderPath(mailboxObjectId, folderId), { $select: 'id,parentFolderId' })
  try {
    return readAnswer(placed, await graph.get(path))
  } catch (error) {
    if (!(error instanceof GraphRequestError)) throw error
    if (NO_SUCH_FOLDER.has(error.graphCode)) return null
    throw error
  }
}

const NO_SUCH_FOLDER: ReadonlySet<string> = new Set([
  'ErrorItemNotFound',
  'ErrorFolderNotFound',
  'ErrorInvalidIdMalformed',
])

const identified = z.object({ id: z.string().min(1) })
const list = z.object({ value: z.array(identified) })
const placed = identified.extend({ parentFolderId: z.string().min(1) })
type Place = z.infer<typeof placed>
