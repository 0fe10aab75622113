import { useEffect } from 'react'
import { PLUGIN_TITLE } from './globals'

/** Shows in the browser's tab what matters most, so that a page in the background can be watched. */
export const useTitle = (text: string): void => {
  useEffect(() => {
    const before = document.title
    return () => {
      document.title = before
    }
  }, [])
  useEffect(() => {
    document.title = text === '' ? PLUGIN_TITLE : `${text} · ${PLUGIN_TITLE}`
  }, [text])
}
