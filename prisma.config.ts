import { defineConfig } from 'prisma/config'

// `db:migrate` passes the owner's URL; `generate` needs no database at all.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_OWNER_URL ?? '' },
})
