import { qrCode } from '../codes.js';
import { cssText, html, type Html } from '../html.js';
import { blank, chineseDate, demoMargins, HOUSE_STYLE, orDash } from '../house-style.js';
import { pageNumber, type PaperLayout } from '../paper-layout.js';
import { SLIP_STYLE } from './receiving-slip.style.js';

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

function toItems({ items }: HandBackSlipData): Html {
  const rows = items.map(
    (item, index) =>
      html`<tr>
        <td class="number">${index + 1}</td>
        <td>${item.name}</td>
        <td>${item.model}</td>
        <td>${item.serialNumber}</td>
        <td>${orDash(item.accessories)}</td>
        <td>${item.result}</td>
      </tr>`,
  );
  return html`<table class="items">
      <colgroup>
        ${[8, 24, 18, 20, 16, 14].map((width) => html`<col style="width:${width}%" />`)}
      </colgroup>
      <thead>
        <tr>
          ${['序号', '器具名称', '型号规格', '出厂编号', '附件', '结果'].map((title) => html`<th>${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <p class="total">发还：<b>${items.length}</b> 台（件）</p>`;
}

function toCopy(data: HandBackSlipData, copyLabel: string): Html {
  return html`<section class="copy">
    <header>
      <div>
        <p class="institution">${data.institutionName}</p>
        <h1>计量器具取件单</h1>
        <p class="copy-label">${copyLabel}</p>
      </div>
      ${qrCode(`${data.baseUrl}/q/${data.receivingNumber}`, 22)}
    </header>
    <table class="facts">
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
    </table>
    ${toItems(data)}
    <div class="closing keep">
      <p>取件人（签字）：${blank(26)}　发还人：${data.handedBy}</p>
    </div>
  </section>`;
}

/** A5, two copies, each on its own sheet. */
export function handBackSlip(data: HandBackSlipData): PaperLayout {
  return {
    title: `取件单 ${data.receivingNumber}`,
    page: 'size: A5; margin: 11mm 12mm 13mm',
    style: HOUSE_STYLE + SLIP_STYLE,
    copies: COPIES.map((label) => toCopy(data, label)),
    margins: [
      ...demoMargins(data.demo),
      { at: 'bottom-left', content: () => cssText(`接收编号 ${data.receivingNumber}`) },
      { at: 'bottom-right', content: pageNumber },
    ],
    oddPageStart: true,
    probablyOnePage: data.items.length <= ROWS_OF_ONE_PAGE,
  };
}
