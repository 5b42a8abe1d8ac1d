/** The style of the page: light or dark as the reader's device is, from 320 pixels on. */
export const style = `:root {
  color-scheme: light dark;
  --ground: #f6f4ef;
  --surface: #ffffff;
  --line: #dcd7cc;
  --edge: #8a8577;
  --ink: #1d2524;
  --soft: #57605e;
  --accent: #0b6259;
  --on-accent: #ffffff;
  --danger: #a3261c;
  --focus: #1456c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101717;
    --surface: #192222;
    --line: #2d3938;
    --edge: #7f8d8a;
    --ink: #e9eeec;
    --soft: #a7b3b0;
    --accent: #6fd6c3;
    --on-accent: #06231f;
    --danger: #ff9c90;
    --focus: #8db8ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100svh;
  display: grid;
  place-content: center;
  grid-template-columns: minmax(0, 26rem);
  padding: 1.25rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
main {
  padding: 2rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 1.125rem;
}
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; color: var(--soft); overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
b { color: var(--ink); }
label { display: block; margin: 1.25rem 0 0.25rem; font-weight: 600; }
input {
  width: 100%;
  min-height: 3rem;
  padding: 0 0.875rem;
  color: var(--ink);
  background: var(--ground);
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
  font: inherit;
}
input[hidden] { display: none; }
small { display: block; margin-top: 0.375rem; color: var(--soft); font-size: 0.875rem; }
[role='alert'] { margin-top: 1rem; color: var(--danger); font-weight: 600; }
button {
  width: 100%;
  min-height: 3rem;
  margin-top: 1.5rem;
  border: 0;
  border-radius: 0.625rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media (max-width: 30rem) {
  body { place-content: start stretch; grid-template-columns: minmax(0, 1fr); padding: 0.75rem; }
  main { padding: 1.5rem 1.25rem; }
}
`;
