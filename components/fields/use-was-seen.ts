import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Whether an element has come into view, once and for all: what is below the window is fetched when somebody gets there. A printed page
 * has no view; all of it counts as seen.
 */
export function useWasSeen<Seen extends Element>(): [RefObject<Seen | null>, boolean] {
  const ref = useRef<Seen>(null)
  const [wasSeen, setWasSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || wasSeen) return
    const see = () => setWasSeen(true)
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) see()
    })
    observer.observe(element)
    window.addEventListener('beforeprint', see)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', see)
    }
  }, [wasSeen])
  return [ref, wasSeen]
}
