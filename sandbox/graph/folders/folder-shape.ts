import { toOpaqueId } from '../opaque-id.ts'
import type { Folder, FolderStore } from './folder-store.ts'

export const FOLDER_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'parentFolderId',
  'childFolderCount',
  'unreadItemCount',
  'totalItemCount',
  'sizeInBytes',
  'isHidden',
])

const COUNTED = ['childFolderCount', 'unreadItemCount', 'totalItemCount', 'sizeInBytes']

export function folderId(folder: { mailbox: number; number: number }): string {
  return toOpaqueId({ kind: 'folder', mailbox: folder.mailbox, number: folder.number, generation: 0 })
}

/** Outlook always returns the id, also where only others are selected. Items are counted only when asked for. */
export function toGraphFolder(folder: Folder, folders: FolderStore, select: ReadonlySet<string> | null) {
  const shape: Record<string, unknown> = { id: folderId(folder) }
  const wants = (name: string) => select === null || select.has(name)
  if (wants('displayName')) shape.displayName = folder.displayName
  if (wants('parentFolderId')) {
    // The parent of the root is a folder that no route serves.
    shape.parentFolderId = folderId({ mailbox: folder.mailbox, number: folder.parent ?? 0 })
  }
  if (wants('isHidden')) shape.isHidden = folder.isHidden
  if (COUNTED.some(wants)) {
    const counts = folders.counts(folder)
    if (wants('childFolderCount')) shape.childFolderCount = counts.children
    if (wants('unreadItemCount')) shape.unreadItemCount = counts.unread
    if (wants('totalItemCount')) shape.totalItemCount = counts.items
    if (wants('sizeInBytes')) shape.sizeInBytes = counts.sizeBytes
  }
  return shape
}
