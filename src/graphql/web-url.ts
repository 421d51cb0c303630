/** Whether a reader may follow an address: absolute, and http or https. Nothing else may become a link. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
