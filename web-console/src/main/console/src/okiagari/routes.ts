import { PLUGIN_PATH } from './globals'

/** Addresses of our pages, below Hawtio's base: what is shown is in the address, so that it can be sent and kept. */
export type Place =
  | { readonly at: 'overview' | 'events' | 'measurements' }
  | { readonly at: 'pcheck'; readonly pcheck: string }
  | { readonly at: 'pent'; readonly pcheck: string; readonly pentId: number }

export const addressOf = (place: Place): string => {
  switch (place.at) {
    case 'overview':
      return PLUGIN_PATH
    case 'pcheck':
      return `${PLUGIN_PATH}/pcheck/${encodeURIComponent(place.pcheck)}`
    case 'pent':
      return `${PLUGIN_PATH}/pcheck/${encodeURIComponent(place.pcheck)}/pent/${place.pentId}`
    default:
      return `${PLUGIN_PATH}/${place.at}`
  }
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Returns the place of an address; one that is not known is the overview. */
export const placeOf = (path: string): Place => {
  const [first, name = '', kind, id = ''] = path.slice(PLUGIN_PATH.length).split('/').filter(part => part !== '')
  if (first === 'events' || first === 'measurements') {
    return { at: first }
  }
  if (first !== 'pcheck' || name === '') {
    return { at: 'overview' }
  }
  const pcheck = decoded(name)
  return kind === 'pent' && /^\d+$/.test(id) ? { at: 'pent', pcheck, pentId: Number(id) } : { at: 'pcheck', pcheck }
}
