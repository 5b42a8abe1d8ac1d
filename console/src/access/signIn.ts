/** The name under which the sign-in page finds where to go on; no other site can write it. */
const RETURN_KEY = 'cofactor-console-return';

/** The address of the page on which administrators sign in. */
export const signInUrl = (): string => new URL('signin', document.baseURI).href;

/** Has the next sign-in in this tab come back to where one is. */
export const rememberPlace = (): void => sessionStorage.setItem(RETURN_KEY, location.pathname + location.search);

/** Goes to the sign-in, which comes back here afterwards. */
export function goToSignIn(): void {
  rememberPlace();
  location.assign(signInUrl());
}
