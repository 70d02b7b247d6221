import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, counted, dateText, inLanguage, type Wording } from './wording.js';

export interface FilingDecided {
  caseNumber: string;
  institutionName: string;
  approved: number;
  returned: number;
  rejected: number;
  /** Last day on which the approved ones can be booked (domain.md §6, window 1), `YYYY-MM-DD`. */
  bookableUntil?: string;
  url: string;
}

export function filingDecided(data: FilingDecided, wording: Wording): MessageContent {
  const { caseNumber, institutionName, url } = data;
  return buildContent({
    subject: inLanguage(wording, `备案 ${caseNumber} 已审核`, `Filing ${caseNumber} was reviewed`),
    paragraphs: [
      inLanguage(
        wording,
        `${institutionName}审核了备案申请 ${caseNumber}，结果如下：`,
        `${institutionName} has reviewed filing ${caseNumber}:`,
      ),
    ],
    items: outcomes(data, wording),
    action: { label: inLanguage(wording, '查看备案', 'View the filing'), url },
    closing: closingOf(wording),
  });
}

function outcomes(
  { approved, returned, rejected, bookableUntil }: FilingDecided,
  wording: Wording,
): string[] {
  const until = bookableUntil && dateText(bookableUntil, wording);
  const lines: [number, string, string][] = [
    [
      approved,
      `已备案 ${approved} 台${until ? `，请最晚于 ${until}约检` : ''}`,
      `${counted(approved, 'instrument')} filed${until ? `; book by ${until}` : ''}`,
    ],
    [returned, `退回补正 ${returned} 台`, `${counted(returned, 'instrument')} returned for correction`],
    [rejected, `不予备案 ${rejected} 台`, `${counted(rejected, 'instrument')} rejected`],
  ];
  return lines.filter(([count]) => count > 0).map(([, zh, en]) => inLanguage(wording, zh, en));
}
