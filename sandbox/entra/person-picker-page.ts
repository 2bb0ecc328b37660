import type { Person } from '#sandbox/directory/person.ts'
import { type Html, html, renderPage } from '#sandbox/http/html-page.ts'

/** As many as a person can look through; every role comes first. */
const MAX_SHOWN = 200

/** The sign-in page: one button per person, no password. */
export function renderPersonPicker(people: readonly Person[], action: string): string {
  const shown = people
    .filter((person) => person.accountEnabled)
    .sort((left, right) => rank(left) - rank(right))
    .slice(0, MAX_SHOWN)
  return renderPage(
    'Pick who signs in',
    html`<h1>Pick who signs in</h1>
<p class="note">This stands in for Microsoft's sign-in page. There is no password.</p>
<form method="post" action="${action}">
<ul class="people">
${shown.map((person) => personButton(person))}
</ul>
</form>`,
  )
}

export function describeRole(person: Person): string {
  if (person.userType === 'Guest') return 'Guest'
  if (person.appRoles.includes('DataConnector.Admin')) return 'Data connector admin'
  if (person.appRoles.includes('DataConnector.Reader')) return 'Data connector reader'
  return 'No role'
}

function personButton(person: Person): Html {
  return html`<li><button type="submit" name="person" value="${person.id}"><strong>${person.displayName}</strong>
<span>${person.mail ?? person.userPrincipalName}</span> <span class="note">${describeRole(person)}</span></button></li>
`
}

function rank(person: Person): number {
  if (person.userType === 'Guest') return 3
  if (person.appRoles.includes('DataConnector.Admin')) return 0
  return person.appRoles.length > 0 ? 1 : 2
}
