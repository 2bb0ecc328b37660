import { PgBoss } from 'pg-boss'
import { JOB_QUEUES } from './job-queues.ts'
import { limitConnection, MIGRATION_TIMEOUT_MS } from './limit-connection.ts'

/**
 * Creates or upgrades pg-boss's own schema and our queues. Only migrations do this: workers run with
 * `migrate: false`, as a role that could not.
 */
export async function installJobSchema(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...limitConnection(ownerUrl, MIGRATION_TIMEOUT_MS),
    max: 2,
    schedule: false,
    supervise: false,
  })
  const errors: unknown[] = []
  boss.on('error', (error) => errors.push(error))
  await boss.start()
  try {
    for (const { name, ...options } of JOB_QUEUES) {
      const existing = await boss.getQueue(name)
      if (!existing) await boss.createQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  if (errors.length > 0) throw new Error('pg-boss could not install its schema.', { cause: errors[0] })
}
