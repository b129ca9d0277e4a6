import { useI18n } from 'vue-i18n'
import { Problem } from '../../api/http.ts'
import { useProblemText } from '../../ui/problemText.ts'

const codes = ['notHttp', 'notListed', 'private', 'unresolved', 'refused', 'unauthorized', 'redirect', 'status', 'slow', 'huge', 'packed', 'notPlaylist', 'notPicture', 'foreign', 'noKey'] as const
type Code = (typeof codes)[number]

/** Why a camera cannot be shown or its address not be kept, in the reader's language where the server names the kind. */
export function useStreamFault() {
  const { t } = useI18n()
  const problemText = useProblemText()
  return (problem: Problem): string => {
    const code = problem.document.errors.map((error) => (error as { code?: unknown }).code).find((each): each is Code => codes.includes(each as Code))
    return code ? t(`cameraWatch.fault.${code}`) : problemText(problem)
  }
}
