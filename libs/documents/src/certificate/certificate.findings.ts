import { html, type Html } from '../html.js';
import { chineseDate, orDash } from '../house-style.js';
import type { CertificateData } from './certificate.data.js';

const CONCLUSION_TEXT = { PASS: '合格', FAIL: '不合格' };

function toStandards({ standards }: CertificateData): Html {
  const rows = standards.map(
    (standard) =>
      html`<tr>
        <td>${standard.name}</td>
        <td>${standard.number}</td>
        <td>${orDash(standard.accuracy)}</td>
        <td>${chineseDate(standard.validUntil)}</td>
      </tr>`,
  );
  return html`<h2>检定使用的计量标准器具</h2>
    <table>
      <colgroup>
        <col style="width:34%" />
        <col style="width:22%" />
        <col style="width:24%" />
        <col style="width:20%" />
      </colgroup>
      <thead>
        <tr>
          <th>名称</th>
          <th>编号</th>
          <th>准确度等级/不确定度</th>
          <th>有效期至</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function toAmbient({ ambient }: CertificateData): Html {
  return html`<h2>检定环境条件及地点</h2>
    <table class="ambient keep">
      <tr>
        <th>温度</th>
        <td>${ambient.temperature}</td>
        <th>相对湿度</th>
        <td>${ambient.humidity}</td>
      </tr>
      <tr>
        <th>地点</th>
        <td>${orDash(ambient.place)}</td>
        <th>其他</th>
        <td>${orDash(ambient.other)}</td>
      </tr>
    </table>`;
}

function toResults({ results }: CertificateData): Html {
  const rows = results.map(
    (result, index) =>
      html`<tr>
        <td class="number">${index + 1}</td>
        <td>${result.item}</td>
        <td>${result.requirement}</td>
        <td>${result.result}</td>
        <td class="number ${result.conclusion}">${CONCLUSION_TEXT[result.conclusion]}</td>
      </tr>`,
  );
  return html`<h2>检定结果</h2>
    <table>
      <colgroup>
        <col style="width:8%" />
        <col style="width:25%" />
        <col style="width:28%" />
        <col style="width:26%" />
        <col style="width:13%" />
      </colgroup>
      <thead>
        <tr>
          <th class="number">序号</th>
          <th>检定项目</th>
          <th>技术要求</th>
          <th>检定结果</th>
          <th class="number">单项结论</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <p class="end">以下空白</p>`;
}

/** The pages after the first: with what, under which conditions, and what came out. */
export function toFindings(data: CertificateData, title: string): Html {
  const failed = data.results.some((result) => result.conclusion === 'FAIL');
  return html`<div class="findings">
    <p class="continued">
      <span>${data.institutionName}</span><span>${title}（续页）　${data.certificateNumber}</span>
    </p>
    ${toStandards(data)}${toAmbient(data)}${toResults(data)}
    <div class="notes keep">
      <p>注：1. 本文件的结果仅对所检定的计量器具有效。</p>
      <p>2. 未经本机构书面批准，不得部分复制本文件。</p>
      ${failed ? html`<p>3. 检定不合格的计量器具不得使用，须经修理并重新检定合格后方可使用。</p>` : null}
    </div>
  </div>`;
}
