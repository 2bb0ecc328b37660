'use client'

import { useSearchParams } from 'next/navigation'
import { useIsAlive } from '#components/fields/use-is-alive.ts'

const PARAMETER = 'connector'

/**
 * The connector whose details are open: it stands in the address, so that it can be linked to and survives a reload.
 * The address is changed without asking the server, which has sent all that the details show.
 */
export function useOpenedConnector() {
  // Details are a portal, which a server cannot render: they come as soon as the page is alive.
  const isAlive = useIsAlive()
  const parameters = useSearchParams()
  const open = (id: string | null) => {
    const wanted = new URLSearchParams(parameters)
    if (id) wanted.set(PARAMETER, id)
    else wanted.delete(PARAMETER)
    window.history.replaceState(null, '', wanted.size > 0 ? `?${wanted}` : window.location.pathname)
  }
  return { openedId: isAlive ? parameters.get(PARAMETER) : null, open }
}
