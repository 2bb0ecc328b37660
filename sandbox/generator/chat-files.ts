import { drawPng } from '#sandbox/telemessage/draw-png.ts'
import { writePdf } from '#sandbox/telemessage/write-pdf.ts'
import type { SeededRandom } from './seeded-random.ts'
import { writeDocx } from './write-docx.ts'
import { writeJpeg } from './write-jpeg.ts'
import { writeAmr, writeWav } from './write-sound.ts'

export type ChatFile = { name: string; contentType: string; content: Buffer }

export function takePicture(random: SeededRandom): ChatFile {
  const number = random.integer(1, 9999)
  if (random.chance(0.5)) {
    const content = drawPng(random.integer(8, 40), random.integer(8, 40), random.integer(0, 255))
    const name = random.pick([`IMG_${number}.png`, `微信图片_2026${number}.png`, `截屏 ${number}.png`])
    return { name, contentType: 'image/png', content }
  }
  const name = random.pick([`mmexport${number}.jpg`, `展厅照片（${number}）.jpg`])
  return { name, contentType: 'image/jpeg', content: writeJpeg(random.integer(0, 255)) }
}

export function takeDocument(random: SeededRandom): ChatFile {
  const number = random.integer(1000, 9999)
  if (random.chance(0.5)) {
    const name = random.pick([
      `Quotation Q-${number}.pdf`,
      `框架协议（草稿 ${number}）.pdf`,
      `合約 ${number}; final.pdf`,
      `报价单_${'第二版_'.repeat(12)}${number}.pdf`,
    ])
    return { name, contentType: 'application/pdf', content: writePdf(`Document ${number}`) }
  }
  const name = random.pick([`Agenda ${number}.docx`, `会议纪要 ${number}.docx`])
  return {
    name,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    content: writeDocx(`会议纪要 ${number}`),
  }
}

export function recordVoiceNote(random: SeededRandom): { file: ChatFile; durationSeconds: number } {
  const durationSeconds = random.integer(1, 6)
  const content = writeAmr(durationSeconds, random)
  return {
    file: { name: `voice_${random.integer(1000, 9999)}.amr`, contentType: 'audio/amr', content },
    durationSeconds,
  }
}

export function recordCall(random: SeededRandom): ChatFile {
  const name = `call_${random.integer(1000, 9999)}.wav`
  return { name, contentType: 'audio/wav', content: writeWav(random.integer(1, 3)) }
}
