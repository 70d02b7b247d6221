import { qrCode } from '../codes.js';
import { html, type Html } from '../html.js';
import { blank, chineseDate, orDash } from '../house-style.js';
import type { PaperLayout } from '../paper-layout.js';
import { slipFacts, slipHeader, slipItems, toSlip } from './slip.js';

export interface HandBackSlipItem {
  name: string;
  model: string;
  serialNumber: string;
  accessories: string | null;
  /** Why it goes back, in Chinese words. */
  result: string;
}

/** 取件单 (domain.md §7): what went back to the client, and by what right. */
export interface HandBackSlipData {
  receivingNumber: string;
  baseUrl: string;
  institutionName: string;
  enterpriseName: string;
  takenBy: string;
  /** yyyy-mm-dd */
  takenOn: string;
  handedBy: string;
  proof: 'CODE' | 'SIGNATURE';
  items: readonly HandBackSlipItem[];
  demo: boolean;
}

const COPIES = ['第一联　检定机构留存', '第二联　送检单位留存'];
const ROWS_OF_ONE_PAGE = 14;

const COLUMNS = { 器具名称: 24, 型号规格: 18, 出厂编号: 20, 附件: 16, 结果: 14 };

function toItems({ items }: HandBackSlipData): Html {
  const rows = items.map((item) => [
    item.name,
    item.model,
    item.serialNumber,
    orDash(item.accessories),
    item.result,
  ]);
  return html`${slipItems(COLUMNS, rows)}
    <p class="total">发还：<b>${items.length}</b> 台（件）</p>`;
}

function toCopy(data: HandBackSlipData, qr: Html, copyLabel: string): Html {
  return html`<section class="copy">
    ${slipHeader('计量器具取件单', data.institutionName, copyLabel, qr)}
    ${slipFacts(html`
      <tr>
        <th>送检单位</th>
        <td colspan="3"><b>${data.enterpriseName}</b></td>
      </tr>
      <tr>
        <th>接收编号</th>
        <td>${data.receivingNumber}</td>
        <th>取件日期</th>
        <td>${chineseDate(data.takenOn)}</td>
      </tr>
      <tr>
        <th>取件人</th>
        <td>${data.takenBy}</td>
        <th>凭据</th>
        <td>${data.proof === 'CODE' ? '取件码' : '签字（电子留存）'}</td>
      </tr>
    `)}
    ${toItems(data)}
    <div class="closing keep">
      <p>取件人（签字）：${blank(26)}　发还人：${data.handedBy}</p>
    </div>
  </section>`;
}

/** A5, two copies, each on its own sheet. */
export function handBackSlip(data: HandBackSlipData): PaperLayout {
  const { receivingNumber, items, demo } = data;
  const qr = qrCode(`${data.baseUrl}/q/${receivingNumber}`, 22);
  return toSlip({
    name: '取件单',
    receivingNumber,
    copies: COPIES.map((label) => toCopy(data, qr, label)),
    probablyOnePage: items.length <= ROWS_OF_ONE_PAGE,
    demo,
  });
}
