import type { InstrumentFieldKey } from './instrument.fields.js';

/** Other headers under which clerks' own workbooks carry a column. Compared after normalisation, so case and width don't matter. */
export const SYNONYMS: Readonly<Record<InstrumentFieldKey, readonly string[]>> = {
  name: names(
    '名称|计量器具名称|仪器名称|设备名称|器具全称|计量器具|强检器具名称|仪器设备名称|仪表名称|器具名|Name|强检计量器具名称|资产名称|表具名称|测量设备名称|计量设备名称|检测设备名称|监测设备名称|Instrument|Equipment|Equipment name|强检器具|强检计量器具|计量仪器名称|仪器/设备名称',
  ),
  model: names(
    '规格型号|型号|规格|型号/规格|型号及规格|规格/型号|规格及型号|型号、规格|器具型号|型号规格/编号|Model|表具型号|设备型号|仪器型号|设备规格型号|Type|Model No.',
  ),
  serialNumber: names(
    '序列号|器具编号|出厂号|机身号|S/N|SN|出厂编码|产品编号|器具出厂编号|仪器编号|表号|机号|出厂序号|Serial|Serial No.|Serial No|产品序列号|设备序列号|机身编号|钢印号|机身编码|机身号码|出厂号码|器号|S.N.|Serial #|Mfr. serial no.|制造编号|生产编号|器身号|铭牌编号',
  ),
  ownNumber: names(
    '自编号码|内部编号|资产编号|管理编号|单位编号|企业编号|公司编号|设备编号|固定资产编号|设备位号|位号|本单位编号|使用编号|自编码|Asset No.|Tag|公司内部编号|企业自编号|内部管理编号|用户编号|统一编号|计量编号|Asset ID|Asset number|Equipment No.|Equipment ID|院内编号|厂内编号|本厂编号|设备编码|资产编码|固定资产编码|资产号|固定资产号|内部编码|公司编码|器具自编号|仪表位号|工艺位号|Tag No.|Control No.|ID No.|Internal No.',
  ),
  manufacturer: names(
    '制造厂|生产厂家|生产厂商|制造单位|制造商|厂家|生产厂|生产单位|制造厂家|制造企业|生产企业|制造单位名称|厂商|Maker|Vendor|制造厂名称|生产厂家名称|制造厂家名称|厂名|制造商名称|Manufacturer|Mfr|Manufactured by|Made by|生产商|生产厂名',
  ),
  measuringRange: names(
    '量程|测量范围/量程|量程范围|测量范围(量程)|量限|称量范围|最大称量|最大量程|测试范围|Range|流量范围|测量区间|测量上限|Measuring range|Measurement range|Capacity|测量范围及分度值|规格量程',
  ),
  accuracyClass: names(
    '精度|准确度|精度等级|准确度等级/不确定度|准确等级|精确度|精确度等级|最大允许误差|允许误差|不确定度|准确度等级/最大允许误差|准确度等级或最大允许误差|不确定度/准确度等级/最大允许误差|准确级|Accuracy|Class|准确度级别|精度级别|最大允差|允差|Accuracy grade|Accuracy class|MPE|准确度/等级',
  ),
  origin: names(
    '产地|国产/进口|国产或进口|是否进口|进口/国产|国别|生产地(国产/进口)|原产地|Made in|Country of origin|国产/进口情况|国产进口',
  ),
  usageState: names(
    '使用状态|在用状态|新增/启用|启用/新增|新增或启用|启用状态|在用/停用|在用停用|是否在用|设备使用状态',
  ),
  purpose: names(
    '用途|使用用途|强检用途|应用领域|使用领域|监管用途|应用范围|用途说明|用途分类|强检用途类别|强制检定用途|应用场合',
  ),
  instrumentType: names('类型|计量器具类型|器具类别|器具种类|标准器类型|器具分类|标准分类'),
  verificationMode: names(
    '检定类型|送检/现场方式|送检方式|检测方式|检定形式|送检或现场|检定/送检方式|送检/下厂',
  ),
  regionCode: names(
    '所属地|行政区域代码|区域代码|行政区划代码|所在地代码|行政区划|行政区域|所属区域|所在区域|所属区县|所在区县|区县|属地|所属地区|地区|所属地名称|所在区|所属区|县区|区县名称|所属辖区|辖区|所在县区|所属县区|行政区|Region|District',
  ),
  categoryCode: names(
    '种别|强检目录代码|目录代码|种类代码|种别名称|强检目录|强检种别|强检项目|强检目录编号|目录编号|项别|种别编码|强检种别代码|强检目录序号|目录序号|强检目录种别|强检类别|强检种类|强检器具种类|目录种别|强检目录名称|强检目录项目|种别号|Category|Kind',
  ),
  location: names(
    '安装地点|使用地点|存放地点|安装/使用地点|安装位置|使用位置|使用场所|存放位置|所在位置|安装使用地点|放置地点|使用/安装地点|Location|安装地址|使用地址|地点|安装使用位置|安装部位|Place',
  ),
  typeApprovalNumber: names(
    '型式批准证书编号|许可证号|型式批准号|CPA编号|型式批准证书号|型批号|制造许可证号|型式批准编号|CMC编号|CPA|CMC|制造许可证编号|许可证编号|型式批准证书|型式批准号/许可证号|型式批准标志和编号|型式评价证书编号',
  ),
  manufacturedOn: names(
    '生产日期|制造日期|出厂时间|生产时间|出厂年月|制造年月|生产年月|出厂年份|制造年份|出厂年月日|生产年份|Date of manufacture|Manufacturing date',
  ),
  inUseSince: names(
    '投用日期|开始使用日期|启用时间|投入使用日期|使用日期|投运日期|启用年月|开始使用时间|投入使用时间|投用时间|首次启用时间|首次启用日期|装表日期|装表时间|投用年月|In service date|Date in service',
  ),
  lastVerifiedOn: names(
    '检定日期|最近检定日期|上次检定时间|检定时间|最近一次检定日期|本次检定日期|上次检定|最近检定时间|最后检定日期|校检日期|上检日期|最近一次检定时间|上次检测日期|首检日期|末次检定日期|最近检测日期|Last verification date|Verification date|最近检定日|上次检定日|检定日|检定年月日|上次校准日期|校准日期|检测日期|检验日期|上次检验日期|最近校准日期|本次检定时间|Cal. date|Calibration date|Last calibration|Last calibration date|Last cal.|Last cal. date|Last verified',
  ),
  validUntil: names(
    '有效期|有效日期|检定有效期|有效期限|检定有效期至|有效期截止|有效期截止日期|有效截止日期|到期日期|到期日|检定到期日|检定到期日期|证书有效期|证书有效期至|下次检定日期|下次检定时间|下检日期|有效期到|截止日期|Due date|Expiry|检定证书有效期|检定证书有效期至|下次检定到期时间|下次检测日期|到期轮换日期|下次送检日期|到期时间|检定有效日期|Next due date|Valid to|Expiry date|有效期止|有效止期|下次检定|下次检定日|检定截止日期|失效日期|到期|校准有效期|下次校准日期|下次校准时间|下次检验日期|检定有效期止|证书到期日|证书到期日期|检定到期时间|下次检定有效期|应检日期|Next cal.|Next cal. date|Next calibration|Next calibration date|Calibration due|Calibration due date|Cal. due|Cal. due date|Due|Expires',
  ),
  remark: names(
    '说明|备注说明|其他|其它|附注|Remarks|Note|Notes|情况说明|备注信息|备注栏|Comment|Comments|Memo',
  ),
};

/** Names of what stands in for a field where no column has it: a department for a place, a brand for its maker. */
export const LESSER_NAMES: Readonly<Partial<Record<InstrumentFieldKey, readonly string[]>>> = {
  name: names('品名|Description|设备|仪器|仪表|器具'),
  serialNumber: names('条码|条形码|号码'),
  ownNumber: names('条码号|卡片编号'),
  manufacturer: names('品牌|Brand'),
  accuracyClass: names('等级|级别|Grade'),
  usageState: names('状态|使用情况|设备状态|计量状态|管理状态|运行状态|Status|State'),
  location: names(
    '使用部门|所在部门|使用科室|科室|部门|车间|使用车间|存放处|门店|门店名称|所在门店|站名|站点|网点|油站名称|加油站名称|使用班组|班组|岗位|房间|房间号|楼栋|楼层|机房|车牌号|车牌号码|使用单位|所属部门|归属部门|领用部门|Department|Dept.|Area|Workshop|Room',
  ),
  inUseSince: names('安装日期|安装时间|领用日期|投入日期'),
};

function names(list: string): string[] {
  return list.split('|');
}
