import {
  findHeaderRow,
  joinHeaderRows,
  HEADER_SEARCH_ROWS,
  mapColumns,
  pickCells,
  readHeader,
} from './column-mapping.js';
import { INSTRUMENT_FIELDS } from './instrument.fields.js';

const TEMPLATE = INSTRUMENT_FIELDS.map(({ header }) => header);

describe('mapColumns', () => {
  it('knows every column of the template', () => {
    const mapping = mapColumns(TEMPLATE);
    expect([...mapping.columns]).toEqual(INSTRUMENT_FIELDS.map(({ key }, index) => [index, key]));
    expect(mapping.missingRequired).toEqual([]);
    expect(mapping.unknown).toEqual([]);
  });

  it('knows every other name, and no name stands for two fields', () => {
    for (const field of INSTRUMENT_FIELDS) {
      for (const name of [field.header, field.en, ...field.synonyms]) {
        expect([name, ...mapColumns([name]).columns.values()]).toEqual([name, field.key]);
      }
    }
  });

  it.each([
    ['  器具 名称\n', 'name'],
    ['*出厂编号', 'serialNumber'],
    ['出厂编号＊：', 'serialNumber'],
    ['型号规格（必填）', 'model'],
    ['出厂日期(yyyy-mm-dd)', 'manufacturedOn'],
    ['安装（使用）地点', 'location'],
    ['ｓ／ｎ', 'serialNumber'],
    ['自编\u200b号', 'ownNumber'],
  ])('reads %j as %s', (header, key) => {
    expect([...mapColumns([header]).columns.values()]).toEqual([key]);
  });

  it('lets the template’s header go before a synonym, and the first before a second', () => {
    const mapping = mapColumns(['名称', '器具名称', '检定日期', '上次检定日期', '型号', '规格']);
    expect([...mapping.columns]).toEqual([
      [1, 'name'],
      [3, 'lastVerifiedOn'],
      [4, 'model'],
    ]);
    expect(mapping.unknown).toEqual(['名称', '检定日期']);
    expect(mapping.extra).toEqual({ 5: { key: 'model', label: null } });
  });

  it('names the required fields that no column carries, and the headers that carry none', () => {
    const mapping = mapColumns(['序号', ...TEMPLATE.filter((header) => header !== '检定方式'), '', '价格']);
    expect(mapping.missingRequired).toEqual(['verificationMode']);
    expect(mapping.unknown).toEqual(['序号', '价格']);
  });
});

describe('lists as clerks keep them', () => {
  it.each([
    ['生产地：1国产，2进口', 'origin'],
    ['检定方式：1.送检，2.现场', 'verificationMode'],
    ['器具类型 1社会公用计量标准 2最高 3工作计量器具', 'instrumentType'],
    ['出厂编号/产品编号', 'serialNumber'],
    ['制造厂家/产地', 'manufacturer'],
    ['不确定度或准确度等级或最大允许误差', 'accuracyClass'],
    ['使用单位/地点', 'location'],
    ['器具名称\nInstrument name', 'name'],
    ['Serial No. 出厂编号', 'serialNumber'],
    ['【测量范围】', 'measuringRange'],
    ['技术参数-准确度等级', 'accuracyClass'],
    ['备注1', 'remark'],
    ['加油机型号', 'model'],
    ['秤名称', 'name'],
    ['计价器编号', 'serialNumber'],
    ['使用科室', 'location'],
    ['Next Cal. Date', 'validUntil'],
  ])('%s is %s', (header, key) => {
    expect([...mapColumns([header]).columns.values()]).toEqual([key]);
  });

  it.each(['传感器型号', '标准器编号', '单位名称', '检定证书编号', '铅封号', '检定周期(月)', '序号 No.'])(
    '%s is no column of an instrument',
    (header) => {
      expect(mapColumns([header]).columns.size).toBe(0);
    },
  );

  it('takes a department for the place only where no column has the place', () => {
    expect([...mapColumns(['使用部门', '存放地点']).columns]).toEqual([[1, 'location']]);
    expect([...mapColumns(['使用部门', '安装(使用)地点']).columns]).toEqual([[1, 'location']]);
  });

  it.each([
    [['编号', '名称', '管理编号'], { 1: 'name', 2: 'ownNumber' }],
    [['名称', '编号', '管理编号'], { 0: 'name', 1: 'serialNumber', 2: 'ownNumber' }],
    [['仪器编号', '名称', '出厂编号'], { 0: 'ownNumber', 1: 'name', 2: 'serialNumber' }],
  ])('a number of no kind is the one that is wanting: %j', (headers, columns) => {
    expect(Object.fromEntries(mapColumns(headers).columns)).toEqual(columns);
  });

  it.each([
    ['序号|设备编号|仪器名称|规格|出厂号|厂家|精度|量程|使用部门|检定日期|下次检定日期|检定周期', '检定周期'],
    [
      '序号|资产名称|规格型号|产品序列号|资产编号|品牌|量程范围|使用科室|上次检测日期|下次检测日期|责任人',
      '责任人',
    ],
    [
      '序号|表具名称|表具型号|表号|用户编号|生产厂家名称|流量范围|安装日期|安装地址|首检日期|到期轮换日期',
      '',
    ],
    ['No.|Instrument|Type|Serial Number|Asset ID|Manufacturer|Range|Accuracy|Location|Next due date', ''],
  ])('every column of %s finds its field', (headers, left) => {
    const counted = ['序号', 'No.'];
    const { unknown } = mapColumns(headers.split('|'));
    expect(unknown.filter((header) => !counted.includes(header)).join()).toBe(left);
  });
});

describe('findHeaderRow', () => {
  it('passes over titles and notes', () => {
    const rows = [
      ['强检器具清单'],
      [],
      ['单位：', '演示企业', '', '名称'],
      ['序号', '名称', '型号', '出厂编号'],
    ];
    expect(findHeaderRow(rows)).toBe(3);
  });

  it('wants three different fields', () => {
    expect(findHeaderRow([['名称', '型号', '备用']])).toBeNull();
    expect(findHeaderRow([['名称', '仪器名称', '设备名称']])).toBeNull();
    expect(findHeaderRow([])).toBeNull();
  });

  it('gives up after a screenful', () => {
    const titles = Array.from({ length: HEADER_SEARCH_ROWS }, () => ['标题']);
    expect(findHeaderRow([...titles, TEMPLATE])).toBeNull();
    expect(findHeaderRow([...titles.slice(1), TEMPLATE])).toBe(HEADER_SEARCH_ROWS - 1);
  });
});

describe('pickCells', () => {
  it('takes the cells of the mapped columns; a short row has empty ones', () => {
    const { columns } = mapColumns(['序号', '名称', '型号', '出厂编号']);
    expect(pickCells([1, '电子秤', 'A'], columns)).toEqual({
      name: '电子秤',
      model: 'A',
      serialNumber: null,
    });
  });
});

describe('headers in two lines', () => {
  it('takes the lower line where it names fields', () => {
    expect(
      joinHeaderRows(['器具名称', '型号', '出厂编号', '检定情况', ''], ['', '', '', '检定日期', '有效期至']),
    ).toEqual(['器具名称', '型号', '出厂编号', '检定日期', '有效期至']);
  });

  it('reads both lines together where only they name a field', () => {
    const upper = ['器具', '', '出厂', '', '上次检定', '下次检定'];
    expect(joinHeaderRows(upper, ['名称', '型号', '编号', '日期', '日期', '日期'])).toEqual([
      '器具名称',
      '器具型号',
      '出厂编号',
      '出厂日期',
      '上次检定日期',
      '下次检定日期',
    ]);
  });

  it('finds the lines around the one that is known, and no data', () => {
    const rows = [
      ['台账'],
      ['', '基本信息', '', '', '出厂', ''],
      ['序号', '名称', '型号', '厂家', '编号', '日期'],
      ['1', '电子秤', 'A', '演示厂', '001', '2020-01-02'],
      ['序号', '名称', '型号', '厂家', '编号', '日期'],
    ];
    expect(readHeader(rows, 2)).toMatchObject({ last: 2, headers: { 4: '出厂编号', 5: '出厂日期' } });
    const groups = [
      ['名称', '型号', '出厂编号', '检定', ''],
      ['', '', '', '情况'],
      ['', '', '', '检定日期', '有效期'],
    ];
    expect(readHeader(groups, 0)).toMatchObject({ last: 2, headers: { 4: '检定有效期' } });
    expect(readHeader([...rows.slice(2), ['', '', '', '', '', '']], 0).last).toBe(0);
  });

  it('takes no row of data for a header', () => {
    expect(joinHeaderRows(['名称', '型号', '出厂编号'], ['电子秤', 'A', '状态'])).toBeNull();
    expect(joinHeaderRows(['名称', '型号', '出厂编号'], ['电子秤', 'A', '1'])).toBeNull();
  });
});

it('keeps the unit that only the header names', () => {
  expect(mapColumns(['量程(MPa)', '出厂日期(yyyy-mm-dd)']).units).toEqual({ 0: 'MPa' });
  expect(mapColumns(['测量范围（必填）']).units).toEqual({});
});
