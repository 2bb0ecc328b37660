import { hostileEncodings, hostileMultiparts } from './hostile-bodies.ts'
import { hostileFiles } from './hostile-files.ts'
import { hostileDatesAndIds, hostileHeaderLines, hostilePeople } from './hostile-headers.ts'
import { createLetterWriter, type HostileMessage } from './hostile-message.ts'
import { hostileSizes } from './hostile-sizes.ts'

/**
 * Every nasty message, each under a name of its own and with what must come of it.
 * @param date `YYYY-MM-DD`: the day on which those that have a date were sent.
 */
export function hostileMessages(date: string): HostileMessage[] {
  const letter = createLetterWriter(date)
  return [
    ...hostileDatesAndIds(letter),
    ...hostilePeople(letter),
    ...hostileHeaderLines(letter),
    ...hostileEncodings(letter),
    ...hostileMultiparts(letter),
    ...hostileFiles(letter),
    ...hostileSizes(letter),
  ]
}
