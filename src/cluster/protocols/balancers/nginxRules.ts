import { rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { NginxSettings } from "./nginx.js";

const { refusesTime } = rulesFrom<NginxSettings>("nginx 1.0 and later, src/core/ngx_parse.c: ngx_parse_time");

export const nginxRules: readonly SettingRule<NginxSettings>[] = [
  refusesTime("failTimeout", rounded(1), "fail_timeout is a whole number of seconds"),
  refusesTime("connectTimeout", rounded(1000), "proxy_connect_timeout is a whole number of milliseconds"),
  refusesTime("readTimeout", rounded(1000), "proxy_read_timeout is a whole number of milliseconds"),
];
