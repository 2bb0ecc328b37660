import NextLink, { type LinkProps } from 'next/link'

/**
 * A link within the app. Next asks for what stands behind each link in view, twice, before anybody follows one; our pages have nothing
 * that could be made before they are asked for, and with all links of a page of connectors that was 340 ms of CPU beside the 80 of the page.
 */
export function Link<Path extends string>(props: LinkProps<Path>) {
  return <NextLink prefetch={false} {...props} />
}
