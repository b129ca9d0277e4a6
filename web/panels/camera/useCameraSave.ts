import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CameraChange, CameraRecord } from '../../../geodata/model/camera.ts'
import { Problem } from '../../api/http.ts'
import { useCameraRegister } from '../../stores/cameraRegister.ts'
import { useCameras } from '../../stores/cameras.ts'
import { useMessages } from '../../stores/messages.ts'
import { useProblemText } from '../../ui/problemText.ts'

export type CameraWish = Omit<CameraChange, 'version'>
/** How long a change can be taken back from its notice. */
const undoMilliseconds = 12_000

/** The same fields as they were before. */
function before({ camera }: CameraRecord, wish: CameraWish): CameraWish {
  const { note: _note, datum: _datum, ...fields } = wish
  return Object.fromEntries(Object.keys(fields).map((key) => [key, camera[key as keyof typeof camera]])) as CameraWish
}

/** Saves changes of the register, each with a way back while its notice stands. */
export function useCameraSave() {
  const { t } = useI18n()
  const register = useCameraRegister()
  const cameras = useCameras()
  const messages = useMessages()
  const problemText = useProblemText()
  const busy = ref(false)
  /** The last refusal, for the form that asked. */
  const problem = ref<Problem | null>(null)
  const nameOf = ({ camera }: CameraRecord) => camera.name || camera.code

  async function tried<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    if (busy.value) return null
    busy.value = true
    problem.value = null
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error
      const stale = error.document.status === 409 && error.field('version') !== ''
      messages.say(stale ? t('cameraRegister.conflict') : problemText(error), 'bad')
      if (stale) cameras.changed()
      return null
    } finally {
      busy.value = false
    }
  }
  async function save(record: CameraRecord, wish: CameraWish): Promise<CameraRecord | null> {
    const saved = await tried(() => register.change(record.camera.id, { ...wish, version: record.camera.version }))
    if (saved) messages.say(t('cameraRegister.saved', { name: nameOf(saved) }), 'good', undoMilliseconds, { text: t('cameraRegister.undo'), run: () => void back(saved, before(record, wish)) })
    return saved
  }
  async function back(record: CameraRecord, wish: CameraWish) {
    const saved = await tried(() => register.change(record.camera.id, { ...wish, version: record.camera.version }))
    if (saved) messages.say(t('cameraRegister.undone', { name: nameOf(saved) }), 'good')
  }
  async function add(...given: Parameters<typeof register.keep>): Promise<CameraRecord | null> {
    const made = await tried(() => register.keep(...given))
    if (made) messages.say(t('cameraRegister.added', { name: nameOf(made) }), 'good', undoMilliseconds, { text: t('cameraRegister.undo'), run: () => void remove(made) })
    return made
  }
  async function remove(record: CameraRecord): Promise<boolean> {
    const done = (await tried(() => register.remove(record.camera.id).then(() => true))) ?? false
    if (done) messages.say(t('cameraRegister.removed', { name: nameOf(record) }), 'good', undoMilliseconds, { text: t('cameraRegister.undo'), run: () => void restore(record) })
    return done
  }
  async function restore(record: CameraRecord) {
    if (await tried(() => register.restore(record.camera.id))) messages.say(t('cameraRegister.restored', { name: nameOf(record) }), 'good')
  }
  return { busy, problem, save, add, remove }
}
