-- Pandoc's tree of finished letters, as Typst source. A classic custom writer (Pandoc 2.17): Pandoc calls a function for
-- each element with its contents already written. What the classes and attributes mean: pandoc_tree.h.
--
-- Everything is written in Typst's code mode, so words are quoted strings and nothing in a letter can be taken for markup.
-- Words never come out of code: they are escaped in Str and nowhere else.

local concat = table.concat
local escapes = { ['\\'] = '\\\\', ['"'] = '\\"', ['\n'] = ' ', ['\r'] = ' ', ['\t'] = ' ' }

local function quoted(text)
  return '"' .. text:gsub('[\\"\n\r\t]', escapes) .. '"'
end

local function points(text)
  return text .. 'pt'
end

-- Typst's name for a thing of ours: a number, never a word of the letter.
local function pairs_of(attr, names)
  local out = {}
  for _, name in ipairs(names) do
    local value = attr[name]
    if value then out[#out + 1] = name .. ': ' .. points(value) end
  end
  return out
end

-- Pandoc turns what a function returns into a list of characters and back at every level of the tree, which took most
-- of its time: so a written piece stays here, and Pandoc carries its number. No letter can hold the characters about it.
-- Equal pieces have one number, so that what letters have in common is written once (`shared`).
local kept, numbers = {}, {}
local placed = {} -- whether a piece asks where it stands (o), so that it means something there only
local uses = {} -- how often a piece that may be shared was written

local function number_of(piece, asks_where)
  local number = numbers[piece]
  if number then return number end
  number = #kept + 1
  kept[number], numbers[piece] = piece, number
  for _, within in piece:gmatch('([\2\4])(%d+)\3') do asks_where = asks_where or placed[tonumber(within)] end
  placed[number] = asks_where
  return number
end

local function keep(piece, asks_where)
  if #piece < 24 and not asks_where then return piece end
  return '\2' .. number_of(piece, asks_where) .. '\3'
end

-- A piece that other letters may hold too: Typst sets what stands in one place of one source only once.
local function share(piece)
  local number = number_of(piece)
  if placed[number] then return '\2' .. number .. '\3' end
  uses[number] = (uses[number] or 0) + 1
  return '\4' .. number .. '\3'
end

-- The same for a header or footer, which is told where it stands.
local is_story = {}

local function share_story(piece)
  piece = 'o => {\n' .. piece .. '\n}'
  local number = number_of(piece)
  is_story[number] = true
  uses[number] = (uses[number] or 0) + 1
  return '\4' .. number .. '\3'
end

local named, shared = {}, {}
local whole

-- A function, so that it is worked out only for the letters that hold it.
local function name_of(number)
  if not named[number] then
    named[number] = is_story[number] and 'b' .. number or 'b' .. number .. '()'
    local made = whole(kept[number])
    shared[#shared + 1] = '#let ' .. named[number] .. ' = ' .. (is_story[number] and made or '{\n' .. made .. '\n}')
  end
  return named[number]
end

-- With the pieces in place of their numbers. Not recursive where it matters: tables may stand in tables to any depth.
function whole(text)
  local out, above = {}, {}
  local at = 1
  while text do
    local from, to, mark, number = text:find('([\2\4])(%d+)\3', at)
    out[#out + 1] = text:sub(at, from and from - 1)
    if from then
      number = tonumber(number)
      if mark == '\4' and uses[number] > 1 then
        out[#out + 1] = name_of(number)
        at = to + 1
      else
        above[#above + 1] = { text, to + 1 }
        text, at = kept[number], 1
      end
    else
      text, at = table.unpack(table.remove(above) or {})
    end
  end
  return concat(out)
end

-- An element's attributes stand in the place of its identifier, one a line.
local function unpacked(attr)
  local out = {}
  for name, value in attr.id:gmatch('([^=]+)=([^\n]*)\n') do out[name] = value end
  return out
end

-- First what all letters share, then letter by letter.
function Doc(body)
  local made = whole(body) .. '\n'
  local letters = made:find('\1', 1, true) or #made + 1
  return made:sub(1, letters - 1) .. concat(shared, '\n') .. '\n' .. made:sub(letters)
end

function Blocksep() return '\n' end

function Str(text) return keep(quoted(text) .. ';') end
function Space() return '" ";' end
function SoftBreak() return '" ";' end
function LineBreak() return 'linebreak();' end
function Plain(text) return text end
function Para(text) return text end
function Note(text) return text end

function Link(text, target)
  return keep('link(' .. quoted(target) .. ', {' .. text .. '});')
end

function CaptionedImage() return '' end

function Image(_, source, title, attr)
  attr = unpacked(attr)
  local size = 'width: ' .. points(attr.w) .. ', height: ' .. points(attr.h)
  local alt = title
  local made
  if attr.cl then
    -- Cut: the whole picture, larger, in a window.
    made = 'box(' .. size .. ', clip: true, move(dx: ' .. points(attr.cx) .. ', dy: ' .. points(attr.cy) ..
      ', image(' .. quoted(source) .. ', alt: ' .. quoted(alt) .. ', width: ' .. points(attr.cw) .. ', height: ' ..
      points(attr.ch) .. ', fit: "stretch")))'
  else
    made = 'image(' .. quoted(source) .. ', alt: ' .. quoted(alt) .. ', ' .. size .. ', fit: "stretch")'
  end
  if attr.plain then made = 'pdf.artifact(' .. made .. ')' end
  return keep(attr.line and 'box(' .. made .. ');' or made .. ';')
end

local spans = {}

function spans.r(text, attr) return 't' .. attr.s .. '({' .. text .. '});' end
function spans.page(_, attr) return 't' .. attr.s .. '(page-number(o));' end
function spans.pages(_, attr) return 't' .. attr.s .. '(page-count(o));' end
function spans.note(text, attr)
  return 't' .. attr.s .. '(footnote(numbering: _ => ' .. quoted(attr.l) .. ', {' .. text .. '}));'
end
function spans.seg(text) return '{' .. text .. '},' end
function spans.tabs(text, attr)
  local stops = {}
  for position, kind, leader in (attr.stops or ''):gmatch('([%-%d.]+):(%a+):([^;]*);') do
    stops[#stops + 1] = '(' .. points(position) .. ', "' .. kind .. '", ' .. (leader == '' and 'none' or quoted(leader)) .. '),'
  end
  return 'tabbed(' .. points(attr.from) .. ', ' .. points(attr.margin) .. ', ' .. points(attr.width) .. ', ' ..
    points(attr.every) .. ', (' .. concat(stops) .. '), ' .. (attr.over and 'over: true, ' or '') .. text .. ');'
end

function Span(text, attr)
  return keep(spans[attr.class](text, unpacked(attr)), attr.class == 'page' or attr.class == 'pages')
end

local function stroke(attr, prefix)
  local out = {}
  for _, side in ipairs({ 'top', 'right', 'bottom', 'left' }) do
    local value = attr[prefix .. side]
    if value then
      local width, colour, dash = value:match('^([%d.]+) (#%x+) ?(%a*)$')
      local paint = 'paint: rgb("' .. colour .. '"), thickness: ' .. points(width)
      if dash ~= '' then paint = paint .. ', dash: "' .. dash .. '"' end
      out[#out + 1] = side .. ': (' .. paint .. ')'
    end
  end
  return out
end

local function sides(attr, out)
  local drawn = stroke(attr, 'b')
  if #drawn > 0 then out[#out + 1] = 'sides: (' .. concat(drawn, ', ') .. ')' end
  if attr.fill then out[#out + 1] = 'fill: rgb("' .. attr.fill .. '")' end
  if attr.pads then
    local t, r, b, l = attr.pads:match('([%d.]+) ([%d.]+) ([%d.]+) ([%d.]+)')
    out[#out + 1] = ('pads: ((top: %spt, bottom: %spt), (right: %spt, left: %spt))'):format(t, b, r, l)
  end
end

local divs = {}

-- How words look, said once: t1, t2 … are functions of words.
function divs.text(_, attr)
  local out = {}
  local fonts = {}
  for family in attr.font:gmatch('[^|]+') do fonts[#fonts + 1] = quoted(family) .. ',' end
  out[#out + 1] = 'font: (' .. concat(fonts) .. ')'
  out[#out + 1] = 'size: ' .. points(attr.size)
  out[#out + 1] = 'top-edge: ' .. points(attr.up)
  out[#out + 1] = 'bottom-edge: -' .. points(attr.down)
  out[#out + 1] = attr.bold and 'weight: "bold"' or 'weight: "regular"'
  out[#out + 1] = attr.italic and 'style: "italic"' or 'style: "normal"'
  out[#out + 1] = 'fill: rgb("' .. (attr.colour or '#000000') .. '")'
  if attr.track then out[#out + 1] = 'tracking: ' .. points(attr.track) end
  if attr.kern then out[#out + 1] = 'kerning: true' end
  if attr.raise then out[#out + 1] = 'baseline: ' .. points(attr.raise) end
  if attr.lang then out[#out + 1] = 'lang: ' .. quoted(attr.lang) end
  local made = 'text(' .. concat(out, ', ') .. ', body)'
  if attr.under then made = 'underline(' .. made .. ')' end
  if attr.strike then made = 'strike(' .. made .. ')' end
  if attr.mark then
    made = ('highlight(fill: rgb("%s"), top-edge: %spt, bottom-edge: -%spt, %s)'):format(attr.mark, attr.up, attr.down, made)
  end
  return '#let t' .. attr.s .. '(body) = ' .. made
end

-- How a paragraph stands, said once: p1, p2 … are functions of words.
function divs.stand(_, attr)
  local out = pairs_of(attr, { 'left', 'right', 'first', 'hang' })
  if attr.align then out[#out + 1] = 'align: ' .. attr.align end
  if attr.justify then out[#out + 1] = 'justify: true' end
  if attr.together then out[#out + 1] = 'together: true' end
  if attr.loose then out[#out + 1] = 'split: false' end
  if attr.leftwards then out[#out + 1] = 'leftwards: true' end
  if attr.heading then out[#out + 1] = 'heading: ' .. attr.heading end
  sides(attr, out)
  return '#let p' .. attr.s .. ' = paragraph.with(' .. concat(out, ', ') .. ')'
end

function divs.styles(text) return text end

-- A paragraph: style s, words of one look t (or each with its own).
function divs.p(text, attr)
  local out = pairs_of(attr, { 'gap', 'lead' })
  if attr.next then out[#out + 1] = 'next: true' end
  if attr.t then text = 't' .. attr.t .. '({' .. text .. '})' end
  local made = 'p' .. attr.s .. '({' .. text .. '}' .. (#out > 0 and ', ' .. concat(out, ', ') or '') .. ')'
  if not attr.known then return made end
  -- Stops are found inside one context instead of many.
  local plain, found = whole(made):gsub('tabbed%(', 'tabbed-known(')
  return found > 0 and 'context ' .. plain or made
end

function divs.blank(_, attr)
  local out = pairs_of(attr, { 'gap', 'lead', 'left', 'right' })
  if attr.next then out[#out + 1] = 'next: true' end
  sides(attr, out)
  return 'blank(' .. points(attr.h) .. (#out > 0 and ', ' .. concat(out, ', ') or '') .. ')'
end

function divs.gap(_, attr) return 'v(' .. points(attr.h) .. ')' end
divs['page-break'] = function() return 'pagebreak(weak: true)' end
divs['column-break'] = function() return 'colbreak(weak: true)' end

function divs.list(text, attr)
  local out = pairs_of(attr, { 'gap', 'lead', 'inner', 'indent', 'hang', 'right' })
  if attr.next then out[#out + 1] = 'next: true' end
  if attr.together then out[#out + 1] = 'together: true' end
  return 'items(' .. concat(out, ', ') .. ',\n' .. text .. ')'
end

function divs.label(text) return text end

-- One item: its label, then its words.
function divs.item(text, attr)
  local out = {}
  if attr.align then out[#out + 1] = 'align: ' .. attr.align end
  if attr.justify then out[#out + 1] = 'justify: true' end
  if attr.loose then out[#out + 1] = 'split: false' end
  if attr.together then out[#out + 1] = 'together: true' end
  if attr.t then text = 't' .. attr.t .. '({' .. text .. '})' end
  return '({t' .. attr.lt .. '(' .. quoted(attr.l) .. ')}, ' ..
    share('item-text({' .. text .. '}' .. (#out > 0 and ', ' .. concat(out, ', ') or '') .. ')') .. '),'
end

-- A table and its cells. Without heads it is a grid: it arranges, it does not tabulate.
function divs.table(text, attr)
  local columns, rows = {}, {}
  for width in attr.cols:gmatch('[%d.]+') do columns[#columns + 1] = points(width) .. ',' end
  for height in attr.rows:gmatch('%S+') do rows[#rows + 1] = (height == 'auto' and height or points(height)) .. ',' end
  local made = (attr.data and 'table' or 'grid') .. '(columns: (' .. concat(columns) .. '), rows: (' .. concat(rows) ..
    '), inset: 0pt, stroke: none, ' .. text .. ')'
  local out = { 'width: 100%', 'below: 0pt', 'above: ' .. points(attr.gap or '0') }
  if attr.left then out[#out + 1] = 'inset: (left: ' .. points(attr.left) .. ')' end
  if attr.next then out[#out + 1] = 'sticky: true' end
  if attr.align then made = 'align(' .. attr.align .. ', ' .. made .. ')' end
  local lead = attr.lead and 'v(' .. points(attr.lead) .. ')\n' or ''
  return lead .. 'block(' .. concat(out, ', ') .. ', ' .. made .. ')'
end

function divs.heads(text, attr)
  return 'table.header(' .. (attr.once and 'repeat: false, ' or '') .. text .. '),'
end

function divs.cell(text, attr)
  local out = { 'x: ' .. attr.x, 'y: ' .. attr.y }
  if attr.cs then out[#out + 1] = 'colspan: ' .. attr.cs end
  if attr.rs then out[#out + 1] = 'rowspan: ' .. attr.rs end
  if attr.inset then
    local l, t, r, b = attr.inset:match('(%S+) (%S+) (%S+) (%S+)')
    out[#out + 1] = ('inset: (left: %spt, top: %spt, right: %spt, bottom: %spt)'):format(l, t, r, b)
  end
  local drawn = stroke(attr, 'b')
  if #drawn > 0 then out[#out + 1] = 'stroke: (' .. concat(drawn, ', ') .. ')' end
  if attr.fill then out[#out + 1] = 'fill: rgb("' .. attr.fill .. '")' end
  out[#out + 1] = 'align: left + ' .. (attr.vertical or 'top')
  if attr.together then out[#out + 1] = 'breakable: false' end
  local body = '{\n' .. text .. '\n}'
  if attr.min then
    local wide = attr.wide and points(attr.wide) .. ', ' or ''
    body = (attr.wide and 'at-least(' or 'roomy(') .. points(attr.min) .. ', ' .. wide .. (attr.vertical or 'top') .. ', ' .. body .. ')'
  end
  return (attr.data and 'table' or 'grid') .. '.cell(' .. concat(out, ', ') .. ', ' .. body .. '),'
end

-- A box or picture at its own place.
function divs.box(text, attr)
  local place = { 'o', points(attr.w), points(attr.h), quoted(attr.hfrom), quoted(attr.vfrom) }
  for _, name in ipairs({ 'x', 'y', 'above', 'below' }) do
    if attr[name] then place[#place + 1] = name .. ': ' .. points(attr[name]) end
  end
  if attr.side then place[#place + 1] = 'side: ' .. quoted(attr.side) end
  if attr.level then place[#place + 1] = 'level: ' .. quoted(attr.level) end
  if attr.reserve then place[#place + 1] = 'reserve: true' end
  local look = { 'width: ' .. points(attr.w) }
  if not attr.grows then look[#look + 1] = 'height: ' .. points(attr.h) end
  if attr.inset then
    local l, t, r, b = attr.inset:match('(%S+) (%S+) (%S+) (%S+)')
    look[#look + 1] = ('inset: (left: %spt, top: %spt, right: %spt, bottom: %spt)'):format(l, t, r, b)
  end
  if attr.fill then look[#look + 1] = 'fill: rgb("' .. attr.fill .. '")' end
  local drawn = stroke(attr, 'b')
  if #drawn > 0 then look[#look + 1] = 'stroke: (' .. concat(drawn, ', ') .. ')' end
  return 'anchored(' .. concat(place, ', ') .. ', block(' .. concat(look, ', ') .. ', {\n' .. text .. '\n}))'
end

-- Headers and footers, handed to the section as functions of where they stand. They are told apart from the pages:
-- what the pages' look depends on must be the same for all letters, or Typst sets again what it knows.
local stories, of_letter = {}, {}

function divs.edge(text, attr)
  stories[#stories + 1] = attr.name .. ': ' .. share_story(text) .. ', '
  return ''
end

function divs.flow(text, attr)
  if not attr.columns then return 'o => {\n' .. text .. '\n},' end
  return 'o => in-columns(' .. attr.columns .. ', ' .. points(attr.gutter) .. ', ' .. tostring(attr.balanced ~= nil) ..
    ', {\n' .. text .. '\n}),'
end

function divs.section(text, attr)
  local out = {}
  for number in attr.page:gmatch('%S+') do out[#out + 1] = points(number) end
  for _, name in ipairs({ 'fixed-top', 'fixed-bottom', 'first', 'even', 'once' }) do
    if attr[name] then out[#out + 1] = name .. ': true' end
  end
  if attr.tall then out[#out + 1] = 'tall: (' .. attr.tall:gsub('(%S+) ', '"%1",') .. ')' end
  if attr.frame then
    local x, y, w, h = attr.frame:match('(%S+) (%S+) (%S+) (%S+)')
    out[#out + 1] = ('frame: place(top + left, dx: %spt, dy: %spt, rect(width: %spt, height: %spt, stroke: (%s)))'):format(
      x, y, w, h, concat(stroke(attr, 'b'), ', '))
  end
  if attr.own then
    local top, bottom, head, foot = attr.own:match('(%S+) (%S+) (%S+) (%S+)')
    out[#out + 1] = ('own: (top: %spt, bottom: %spt, head: %spt, foot: %spt)'):format(top, bottom, head, foot)
  end
  if attr.start then out[#out + 1] = 'start: ' .. attr.start end
  if attr.number then out[#out + 1] = 'numbering: ' .. quoted(attr.number) end
  out[#out + 1] = 'letter: ' .. quoted(attr.letter)
  out[#out + 1] = 'number: ' .. #of_letter .. ', stories: stories'
  of_letter[#of_letter + 1] = '(' .. (#stories > 0 and concat(stories) or ':') .. '),'
  stories = {}
  if attr.last then out[#out + 1] = 'last: true' end
  local before = attr.to and 'pagebreak(weak: true, to: "' .. attr.to .. '")\n' or ''
  return before .. 'section(' .. concat(out, ', ') .. ',\n' .. text .. ')'
end

-- One letter: its name, its headers and footers, itself. The characters between them are for whoever takes the output
-- apart (worker.mjs); no letter can hold them.
function divs.letter(text, attr)
  local edges = '#let stories = (' .. concat(of_letter) .. ')\n'
  of_letter = {}
  local lang = 'lang: ' .. quoted(attr.lang) .. (attr.region and ', region: ' .. quoted(attr.region) or '')
  return '\1' .. attr.n .. '\n' .. edges .. '\5#letter(' .. quoted(attr.n) .. ', ' .. lang .. ', {\n' .. text .. '\n})'
end

function Div(text, attr)
  local made = divs[attr.class](text, unpacked(attr))
  if attr.class == 'p' or attr.class == 'list' or attr.class == 'table' then return share(made) end
  return keep(made, attr.class == 'box')
end

-- An element that our tree never holds would be lost in silence.
setmetatable(_G, {
  __index = function(_, name)
    return function() error('no words for ' .. name) end
  end,
})
