export { loadHolidays } from './loadHolidays.ts'
