// In place of markdown-it, which prosemirror-markdown asks for: only the server reads Markdown.
export default function MarkdownIt() {
  return {};
}
