import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, counted, dateText, inLanguage, type Wording } from './wording.js';

export interface ItemsReceived {
  receivingNumber: string;
  institutionName: string;
  received: number;
  missing: number;
  refused: number;
  /** When the verification is due (domain.md §7), `YYYY-MM-DD`. */
  dueOn: string;
  url: string;
}

export function itemsReceived(data: ItemsReceived, wording: Wording): MessageContent {
  const { receivingNumber, institutionName, url } = data;
  const due = dateText(data.dueOn, wording);
  const lines: [number, string, string][] = [
    [
      data.received,
      `已接收 ${data.received} 台，预计 ${due}前完检`,
      `${counted(data.received, 'instrument')} received, due by ${due}`,
    ],
    [data.missing, `缺件 ${data.missing} 台`, `${counted(data.missing, 'instrument')} missing`],
    [data.refused, `拒收 ${data.refused} 台`, `${counted(data.refused, 'instrument')} refused`],
  ];
  return buildContent({
    subject: inLanguage(
      wording,
      `器具已接收登记（${receivingNumber}）`,
      `Instruments received (${receivingNumber})`,
    ),
    paragraphs: [
      inLanguage(
        wording,
        `${institutionName}已接收登记，编号 ${receivingNumber}：`,
        `${institutionName}, receiving no. ${receivingNumber}:`,
      ),
    ],
    items: lines.filter(([count]) => count > 0).map(([, zh, en]) => inLanguage(wording, zh, en)),
    action: { label: inLanguage(wording, '查看进度', 'Follow'), url },
    closing: closingOf(wording),
  });
}

export interface CertificatesIssued {
  institutionName: string;
  /** 检定证书 */
  certificates: number;
  /** 检定结果通知书: instruments that failed and may not be used. */
  resultNotices: number;
  url: string;
}

/** One message for all that was issued together, never one per certificate. */
export function certificatesIssued(data: CertificatesIssued, wording: Wording): MessageContent {
  const { institutionName, certificates, resultNotices, url } = data;
  const lines: [number, string, string][] = [
    [certificates, `检定证书 ${certificates} 份`, counted(certificates, 'verification certificate')],
    [
      resultNotices,
      `检定结果通知书 ${resultNotices} 份：不合格器具在复检合格前不得使用`,
      `${counted(resultNotices, 'notice')} of verification result: these instruments failed and must not be used before they pass`,
    ],
  ];
  return buildContent({
    subject: inLanguage(
      wording,
      `${certificates + resultNotices} 份检定证书已签发`,
      `${counted(certificates + resultNotices, 'certificate')} issued`,
    ),
    paragraphs: [inLanguage(wording, `${institutionName}已签发：`, `${institutionName} has issued:`)],
    items: lines.filter(([count]) => count > 0).map(([, zh, en]) => inLanguage(wording, zh, en)),
    action: { label: inLanguage(wording, '查看并下载', 'View and download'), url },
    closing: closingOf(wording),
  });
}
