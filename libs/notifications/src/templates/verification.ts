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

export interface ReceiptNamed {
  receivingNumber: string;
  url: string;
}

/** What was told a moment ago didn't happen after all. */
export function itemsReceivedUndone(
  { receivingNumber, url }: ReceiptNamed,
  wording: Wording,
): MessageContent {
  return buildContent({
    subject: inLanguage(
      wording,
      `接收登记 ${receivingNumber} 已撤销`,
      `Receipt ${receivingNumber} was undone`,
    ),
    paragraphs: [
      inLanguage(
        wording,
        `接收登记 ${receivingNumber} 登记有误，已由机构撤销；器具仍待接收，重新登记后会再通知您。`,
        `Receipt ${receivingNumber} was entered by mistake and undone. The instruments are still expected; you will be told once they are registered.`,
      ),
    ],
    action: { label: inLanguage(wording, '查看约检', 'Show the appointment'), url },
    closing: closingOf(wording),
  });
}

export interface WalkInOpened {
  institutionName: string;
  url: string;
}

export function walkInOpened({ institutionName, url }: WalkInOpened, wording: Wording): MessageContent {
  return buildContent({
    subject: inLanguage(
      wording,
      `${institutionName}前台今天为贵单位代办`,
      `${institutionName} helps you at its counter today`,
    ),
    paragraphs: [
      inLanguage(
        wording,
        `${institutionName}前台应贵单位到场人员的请求，今天可代贵单位备案和约检，每一步均有记录。如非贵单位人员到场，请立即联系机构。`,
        `At the request of your person at the counter, ${institutionName} may file and book in your name today; every step is on record. If nobody of yours is there, call the institution at once.`,
      ),
    ],
    action: { label: inLanguage(wording, '查看备案', 'Show filings'), url },
    closing: closingOf(wording),
  });
}

export interface ItemAdded {
  appointmentNumber: string;
  institutionName: string;
  instrument: string;
  url: string;
}

export function itemAdded(data: ItemAdded, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, instrument, url } = data;
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 增加了一台器具`,
      `An instrument was added to appointment ${appointmentNumber}`,
    ),
    paragraphs: [
      inLanguage(
        wording,
        `${institutionName}前台应贵单位到场人员的请求，将一同送来的器具加入约检 ${appointmentNumber}。如有疑问，请联系机构。`,
        `At the request of your person at the counter, ${institutionName} added what was brought along to appointment ${appointmentNumber}. Call the institution if that is not so.`,
      ),
    ],
    items: [instrument],
    action: { label: inLanguage(wording, '查看约检', 'Show the appointment'), url },
    closing: closingOf(wording),
  });
}

export interface ItemsHandedBack extends ReceiptNamed {
  count: number;
}

export function itemsHandedBack(data: ItemsHandedBack, wording: Wording): MessageContent {
  const { receivingNumber, count, url } = data;
  return buildContent({
    subject: inLanguage(
      wording,
      `${count} 台器具已取走（${receivingNumber}）`,
      `${counted(count, 'instrument')} handed back (${receivingNumber})`,
    ),
    paragraphs: [
      inLanguage(
        wording,
        `接收编号 ${receivingNumber} 的 ${count} 台器具已发还。如非贵单位人员取走，请立即联系机构。`,
        `${counted(count, 'instrument')} of receipt ${receivingNumber} went back to you. If nobody of yours fetched them, call the institution at once.`,
      ),
    ],
    action: { label: inLanguage(wording, '查看取件记录', 'Show who took them'), url },
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
