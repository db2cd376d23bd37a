import type { Translated } from '../types.ts'
import type vi from '../vi/login.ts'

const login: Translated<typeof vi> = {
  title: 'Log in to the console',
  userName: 'User name',
  password: 'Password',
  show: 'Show the password',
  hide: 'Hide the password',
  submit: 'Log in',
  submitting: 'Logging in…',
  required: { userName: 'Enter the user name.', password: 'Enter the password.' },
  first: 'First use: the name and password were printed once on the server when it started.',
  checking: 'Checking the login…',
}

export default login
