import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, inLanguage, type Wording } from './wording.js';

/** An instrument that comes back without a certificate, or loses the one it had (domain.md §7 and §8). */
interface Ending {
  institutionName: string;
  /** Name and serial number. */
  instrument: string;
  reason: string;
  url: string;
}

export function itemUnable(data: Ending, wording: Wording): MessageContent {
  const { institutionName, instrument, reason, url } = data;
  return buildContent({
    subject: inLanguage(wording, `${instrument}无法检定`, `${instrument} could not be verified`),
    paragraphs: inLanguage(
      wording,
      [
        `${institutionName}无法检定 ${instrument}，原因：${reason}`,
        '本次不出具证书，送检的器具请取回。排除原因后可直接重新约检，可约期限见器具页面。',
      ],
      [
        `${institutionName} could not verify ${instrument}. Reason: ${reason}`,
        'No certificate will be issued; please fetch what you brought in. Once the reason is gone it can be booked again; its page says until when.',
      ],
    ),
    action: { label: inLanguage(wording, '查看器具', 'Show the instrument'), url },
    closing: closingOf(wording),
  });
}

export interface CertificateEnded extends Ending {
  certificateNumber: string;
  ending: 'REVOKED' | 'SUPERSEDED';
}

export function certificateEnded(data: CertificateEnded, wording: Wording): MessageContent {
  const { institutionName, instrument, certificateNumber, reason, ending, url } = data;
  const isRevoked = ending === 'REVOKED';
  return buildContent({
    subject: inLanguage(
      wording,
      isRevoked ? `证书 ${certificateNumber} 已作废` : `证书 ${certificateNumber} 正在更正`,
      isRevoked
        ? `Certificate ${certificateNumber} was revoked`
        : `Certificate ${certificateNumber} is being corrected`,
    ),
    paragraphs: inLanguage(
      wording,
      [
        `${institutionName}${isRevoked ? '作废' : '更正'}了 ${instrument} 的证书 ${certificateNumber}，原因：${reason}`,
        isRevoked
          ? '该证书即日起无效，请勿再使用或出示。器具另有仍在有效期内的证书的，以该证书为准；没有的，须重新检定后方可使用。'
          : '原证书不再使用；更正后的证书签发时会再通知贵单位，请以新证书为准。',
      ],
      [
        `${institutionName} ${isRevoked ? 'revoked' : 'is correcting'} certificate ${certificateNumber} of ${instrument}. Reason: ${reason}`,
        isRevoked
          ? 'It is no longer valid: do not use or show it. An earlier certificate counts where it is still valid; otherwise the instrument has to be verified before it is used again.'
          : 'Do not use the former certificate. You will hear when the corrected one is issued.',
      ],
    ),
    action: { label: inLanguage(wording, '查看器具', 'Show the instrument'), url },
    closing: closingOf(wording),
  });
}
