'use client'

import {
  Copy20Regular,
  Edit20Regular,
  Eye20Regular,
  PersonLink20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons'

const ICONS = {
  lost: <ShieldCheckmark20Regular />,
  twice: <Copy20Regular />,
  wrong: <PersonLink20Regular />,
  admin: <Edit20Regular />,
  reader: <Eye20Regular />,
}

/** An icon beside words that say the same. */
export function SignInIcon({ of, className }: { of: keyof typeof ICONS; className: string | undefined }) {
  return (
    <span className={className} aria-hidden>
      {ICONS[of]}
    </span>
  )
}
