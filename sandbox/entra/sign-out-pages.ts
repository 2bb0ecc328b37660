import type Provider from 'oidc-provider'
import { html, renderPage } from '#sandbox/http/html-page.ts'

type RpInitiatedLogout = NonNullable<
  NonNullable<NonNullable<ConstructorParameters<typeof Provider>[1]>['features']>['rpInitiatedLogout']
>

/** The pages of signing out; the library's own load a font from another host. */
export const signOutPages: RpInitiatedLogout = {
  enabled: true,
  logoutSource: (context, form) => {
    context.body = renderPage(
      'Sign out',
      html`<h1>Sign out</h1>
${{ markup: form }}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>`,
    )
  },
  postLogoutSuccessSource: (context) => {
    context.body = renderPage('Signed out', html`<h1>Signed out</h1><p>You can close this page.</p>`)
  },
}
