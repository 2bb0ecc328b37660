'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { type ToldNews, useAlertNews } from './use-alert-news.ts'

type News = { news: ToldNews | null; refresh: () => Promise<void> }

const AlertNewsContext = createContext<News>({ news: null, refresh: async () => undefined })

/** Asks once for all that tell of it: the bell in the header, and the counts of the navigation. */
export function AlertNewsProvider({ children }: { children: ReactNode }) {
  return <AlertNewsContext value={useAlertNews()}>{children}</AlertNewsContext>
}

export const useToldNews = (): News => useContext(AlertNewsContext)
