import type { GraphContext, GraphHandler, GraphRequest, GraphResponse } from '../graph-exchange.ts'
import { badRequest, GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import type { Filter } from '../odata/parse-filter.ts'
import { nextLink, readQueryOptions } from '../odata/query-options.ts'
import { readJsonObject } from '../read-json-object.ts'
import { FOLDER_PROPERTIES, folderId, toGraphFolder } from './folder-shape.ts'
import { type Folder, ROOT_FOLDER } from './folder-store.ts'
import { resolveFolder, resolveMailbox } from './resolve-mailbox.ts'

const LIMITS = {
  typeName: 'microsoft.graph.mailFolder',
  selectable: FOLDER_PROPERTIES,
  defaultTop: 10,
  maxTop: 1000,
}

const MAX_NAME_LENGTH = 255

/** GET users/{user}/mailFolders: the folders below the root. */
export const listFolders: GraphHandler = (context, request, params) => {
  const { mailbox, userId } = resolveMailbox(context, params)
  return listChildren(
    context,
    request,
    resolveFolder(context, mailbox, ROOT_FOLDER),
    `users/${userId}/mailFolders`,
  )
}

/** GET users/{user}/mailFolders/{folder}/childFolders */
export const listChildFolders: GraphHandler = (context, request, params) => {
  const { mailbox, userId } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  return listChildren(
    context,
    request,
    folder,
    `users/${userId}/mailFolders/${folderId(folder)}/childFolders`,
  )
}

/** GET users/{user}/mailFolders/{folder} */
export const getFolder: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  const options = readQueryOptions(request.query, LIMITS)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  return answerFolder(context, 200, folder, options.select)
}

/** POST users/{user}/mailFolders: a folder below the root. */
export const createFolder: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  return createChild(context, request, resolveFolder(context, mailbox, ROOT_FOLDER))
}

/** POST users/{user}/mailFolders/{folder}/childFolders */
export const createChildFolder: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  return createChild(context, request, resolveFolder(context, mailbox, params.folder ?? ''))
}

/** PATCH users/{user}/mailFolders/{folder}: another name. */
export const renameFolder: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  const { displayName } = readNewFolder(request, ['displayName'])
  if (folder.wellKnown !== null) {
    throw new GraphRefusal(400, 'ErrorAccessDenied', 'A folder of the mailbox itself cannot be renamed.')
  }
  refuseTakenName(context, folder.parent ?? 0, displayName, folder.number)
  context.folders.rename(folder, displayName)
  return answerFolder(context, 200, { ...folder, displayName }, null)
}

/** POST users/{user}/mailFolders/{folder}/move: with everything in it, below another folder. Its id stays. */
export const moveFolder: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  const { destinationId, ...others } = readJsonObject(request)
  if (typeof destinationId !== 'string' || Object.keys(others).length > 0) {
    throw badRequest('move takes a destinationId: the id or the well-known name of a folder.')
  }
  if (folder.wellKnown !== null) {
    throw new GraphRefusal(400, 'ErrorMoveDistinguishedFolder', 'Distinguished folders cannot be moved.')
  }
  const destination = resolveFolder(context, mailbox, destinationId)
  if (context.folders.isWithin(destination, folder)) {
    throw new GraphRefusal(400, 'ErrorMoveCopyFailed', 'A folder cannot be moved into itself.')
  }
  refuseTakenName(context, destination.number, folder.displayName, folder.number)
  context.folders.move(folder, destination)
  return answerFolder(context, 200, { ...folder, parent: destination.number }, null)
}

/** DELETE users/{user}/mailFolders/{folder}, with everything in it. */
export const deleteFolder: GraphHandler = (context, _request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  if (folder.wellKnown !== null) {
    throw new GraphRefusal(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.')
  }
  context.folders.delete(folder)
  return { status: 204 }
}

function listChildren(
  context: GraphContext,
  request: GraphRequest,
  parent: Folder,
  path: string,
): GraphResponse {
  const options = readQueryOptions(request.query, LIMITS)
  if (options.orderBy !== null || options.expand.length > 0) {
    throw badRequest('The sandbox does not model $orderby or $expand of folders.')
  }
  const withHidden = request.query.get('includeHiddenFolders') === 'true'
  const wantedName = options.filter === null ? null : readNameFilter(options.filter)
  const named = wantedName === null ? undefined : context.folders.findChild(parent.number, wantedName)
  const all = wantedName === null ? context.folders.children(parent.number) : named ? [named] : []
  const visible = all.filter((folder) => withHidden || !folder.isHidden)
  const end = options.skip + options.top
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#${path}`,
      ...(options.count ? { '@odata.count': visible.length } : {}),
      value: visible
        .slice(options.skip, end)
        .map((folder) => toGraphFolder(folder, context.folders, options.select)),
      ...(visible.length > end
        ? { '@odata.nextLink': nextLink(`${context.baseUrl}/${path}`, request.query, end) }
        : {}),
    },
  }
}

function readNameFilter(filter: Filter): string {
  if (
    filter.kind === 'compare' &&
    filter.path === 'displayName' &&
    filter.operator === 'eq' &&
    typeof filter.value === 'string'
  ) {
    return filter.value
  }
  throw new GraphRefusal(
    400,
    'ErrorInvalidUrlQueryFilter',
    "Folders can be filtered by displayName eq '…' only.",
  )
}

function createChild(context: GraphContext, request: GraphRequest, parent: Folder): GraphResponse {
  const { displayName, isHidden } = readNewFolder(request, ['displayName', 'isHidden'])
  refuseTakenName(context, parent.number, displayName, null)
  const number = context.folders.create(parent, displayName, isHidden)
  const folder = {
    number,
    mailbox: parent.mailbox,
    parent: parent.number,
    displayName,
    wellKnown: null,
    isHidden,
  }
  return answerFolder(context, 201, folder, null)
}

function readNewFolder(request: GraphRequest, writable: readonly string[]) {
  const body = readJsonObject(request)
  for (const name of Object.keys(body)) {
    if (name === '@odata.type' || writable.includes(name)) continue
    throw FOLDER_PROPERTIES.has(name)
      ? new GraphRefusal(400, 'ErrorInvalidPropertySet', `The property '${name}' cannot be set here.`)
      : unreadableBody(`The property '${name}' does not exist on type 'microsoft.graph.mailFolder'.`)
  }
  const { displayName, isHidden = false } = body
  if (typeof displayName !== 'string' || displayName.trim() === '' || displayName.length > MAX_NAME_LENGTH) {
    throw new GraphRefusal(
      400,
      'ErrorInvalidRequest',
      `displayName must be text of 1 to ${MAX_NAME_LENGTH} characters.`,
    )
  }
  if (typeof isHidden !== 'boolean') throw unreadableBody('isHidden must be true or false.')
  return { displayName, isHidden }
}

function refuseTakenName(
  context: GraphContext,
  parent: number,
  displayName: string,
  self: number | null,
): void {
  const existing = context.folders.findChild(parent, displayName)
  if (existing && existing.number !== self) {
    throw new GraphRefusal(409, 'ErrorFolderExists', 'A folder with the specified name already exists.')
  }
}

function answerFolder(
  context: GraphContext,
  status: number,
  folder: Folder,
  select: ReadonlySet<string> | null,
): GraphResponse {
  return {
    status,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#mailFolders/$entity`,
      ...toGraphFolder(folder, context.folders, select),
    },
  }
}
