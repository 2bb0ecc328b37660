import { MAPPING_PRECEDENCES, type MappingPrecedence } from './mapping-candidates.ts'

/** As the database has it, which allows no other. */
export function toMappingPrecedence(stored: string): MappingPrecedence {
  return MAPPING_PRECEDENCES.find((each) => each === stored) ?? 'custom-first'
}
