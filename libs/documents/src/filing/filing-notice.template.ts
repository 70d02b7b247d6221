import { code128, qrCode } from '../codes.js';
import { cssText, html, type Html } from '../html.js';
import { chineseDate, demoMargins, HOUSE_STYLE, MISSING_NOTE, orDash } from '../house-style.js';
import { pageNumber, type PaperLayout } from '../paper-layout.js';

export type FilingNoticeKind = 'RECEIPT' | 'CORRECTION' | 'REJECTION';

export interface FilingNoticeItem {
  number: number;
  name: string;
  model: string;
  serialNumber: string;
  /** Kind of the catalogue, by name or code. */
  category: string;
  /** State, in Chinese words. */
  result: string;
  /** What to correct, or why not; null on the receipt. */
  reason: string | null;
}

/** 备案回执, 备案补正通知书, 不予备案通知书 (domain.md §5; ux.md §9). */
export interface FilingNoticeData {
  notice: FilingNoticeKind;
  caseNumber: string;
  /** Origin of the platform without a slash at its end; the QR code holds `<baseUrl>/q/<caseNumber>`. */
  baseUrl: string;
  enterpriseName: string;
  submittedByName: string;
  /** yyyy-mm-dd */
  submittedOn: string;
  /** Last day of the review; null where it was not counted yet. */
  reviewDueOn: string | null;
  /** Day of the decision that the notice is about; null on the receipt. */
  decidedOn: string | null;
  institutionName: string;
  institutionAddress: string;
  institutionPhone: string;
  items: readonly FilingNoticeItem[];
  demo: boolean;
}

const BASIS =
  '《中华人民共和国计量法》第九条、《中华人民共和国强制检定的工作计量器具检定管理办法》及现行《实施强制管理的计量器具目录》';

interface Words {
  readonly title: string;
  readonly last: string;
  toText(data: FilingNoticeData): readonly string[];
}

const WORDS: Record<FilingNoticeKind, Words> = {
  RECEIPT: {
    title: '强制检定计量器具备案回执',
    last: '结果',
    toText: (data) => [
      `${data.institutionName}已收到贵单位提交的强制检定计量器具备案申请，共 ${data.items.length} 台（件）。`,
      data.reviewDueOn ? `审核将于 ${chineseDate(data.reviewDueOn)}前完成，结果可凭备案编号在平台查询。` : '',
      '备案通过之日起 10 日内，或有效期届满前一个月内，可以约检。',
    ],
  },
  CORRECTION: {
    title: '强制检定计量器具备案补正通知书',
    last: '需要补正的内容',
    toText: (data) => [
      `贵单位提交的备案申请中，下列 ${data.items.length} 台（件）计量器具的信息需要补正。请按所列内容修改后在平台重新提交，其余器具不受影响。`,
    ],
  },
  REJECTION: {
    title: '强制检定计量器具不予备案通知书',
    last: '不予备案的理由',
    toText: (data) => [
      `经审核，贵单位提交的备案申请中，下列 ${data.items.length} 台（件）计量器具不予备案，理由如下。情况变化后可以重新提交备案申请；有异议的，可向本机构咨询。`,
    ],
  },
};

function toRow(item: FilingNoticeItem, isReceipt: boolean): Html {
  return html`<tr>
    <td class="number">${item.number}</td>
    <td>${item.name}</td>
    <td>${item.model}</td>
    <td>${item.serialNumber}</td>
    <td>${item.category}</td>
    <td>${isReceipt ? item.result : orDash(item.reason)}</td>
  </tr>`;
}

function toList(data: FilingNoticeData, last: string): Html {
  const isReceipt = data.notice === 'RECEIPT';
  const widths = isReceipt ? [7, 23, 18, 20, 20, 12] : [6, 18, 14, 16, 14, 32];
  return html`<table class="items">
    <colgroup>
      ${widths.map((width) => html`<col style="width:${width}%" />`)}
    </colgroup>
    <thead>
      <tr>
        <th class="number">序号</th>
        <th>器具名称</th>
        <th>型号规格</th>
        <th>出厂编号</th>
        <th>种别</th>
        <th>${last}</th>
      </tr>
    </thead>
    <tbody>
      ${data.items.map((item) => toRow(item, isReceipt))}
    </tbody>
  </table>`;
}

function toBody(data: FilingNoticeData): Html {
  const { title, last, toText } = WORDS[data.notice];
  return html`<section class="copy">
    <header>
      <div class="heading">
        <p class="institution">${data.institutionName}</p>
        <h1>${title}</h1>
      </div>
      <div>
        ${code128(data.caseNumber, 10)}
        <p class="case-number">${data.caseNumber}</p>
      </div>
      ${qrCode(`${data.baseUrl}/q/${data.caseNumber}`, 22)}
    </header>
    <p class="to"><b>${data.enterpriseName}</b>：</p>
    ${toText(data)
      .filter(Boolean)
      .map((text) => html`<p class="text">${text}</p>`)}
    ${toList(data, last)}
    <div class="closing keep">
      <p>提交：${chineseDate(data.submittedOn)}　${data.submittedByName}</p>
      <p>依据：${BASIS}</p>
      <p>咨询：${data.institutionName}　${data.institutionPhone}　${data.institutionAddress}</p>
      ${MISSING_NOTE}
      <div class="seal">
        <p>${data.institutionName}（盖章）</p>
        <p>${chineseDate(data.decidedOn ?? data.submittedOn)}</p>
      </div>
    </div>
  </section>`;
}

const STYLE = `
  body { font-size: 9.5pt; line-height: 1.6; }
  header { display: flex; align-items: flex-start; gap: 4mm; margin-bottom: 6mm; }
  .heading { flex: 1; }
  .institution { font-size: 9pt; color: #444; }
  h1 { font-size: 13.5pt; line-height: 1.5; white-space: nowrap; }
  .case-number { text-align: center; font-size: 9.5pt; font-weight: 700; letter-spacing: 0.05em; }
  .to { margin-bottom: 1.5mm; font-size: 10.5pt; }
  .text { text-indent: 2em; margin-bottom: 1.5mm; font-size: 10.5pt; }
  .items { margin: 3mm 0 4mm; font-size: 9pt; }
  .closing { font-size: 9pt; color: #333; }
  .seal { margin-top: 8mm; text-align: right; font-size: 10.5pt; color: #161616; }
`;
const ROWS_OF_ONE_PAGE = 22;

export function filingNotice(data: FilingNoticeData): PaperLayout {
  const { title } = WORDS[data.notice];
  return {
    title: `${title} ${data.caseNumber}`,
    page: 'size: A4; margin: 16mm 16mm 16mm',
    style: HOUSE_STYLE + STYLE,
    copies: [toBody(data)],
    margins: [
      ...demoMargins(data.demo),
      { at: 'bottom-left', content: () => cssText(`备案编号 ${data.caseNumber}`) },
      { at: 'bottom-right', content: pageNumber },
    ],
    oddPageStart: false,
    probablyOnePage: data.items.length <= ROWS_OF_ONE_PAGE,
  };
}
