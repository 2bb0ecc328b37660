import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignedInNotice } from '#components/sign-in/signed-in-notice.tsx'
import { findViewer } from '#lib/server/viewer.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('doneTitle') }
}

/** Where a sign-in ends that was begun from a page whose session was over. */
export default async function SignedInPage() {
  if (!(await findViewer())) redirect('/sign-in?callbackUrl=/sign-in/done')
  return <SignedInNotice />
}
