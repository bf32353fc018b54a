namespace Fangshou.Briefs;

/// <summary>The style sheet of the HTML page.</summary>
static class HtmlStyle
{
    /// <summary>Light, dark, narrow and printed.</summary>
    internal static string Css { get; } = $$"""
        :root { color-scheme: light dark; {{Variables(Palette.Light)}} }
        @media (prefers-color-scheme: dark) { :root { {{Variables(Palette.Dark)}} } }
        {{Screen}}
        {{Recolour(Palette.Light)}}
        {{Print}}

        """.Replace("\r", "", StringComparison.Ordinal);

    static string Variables(Palette p) =>
        $"--ground: {p.Ground}; --ink: {p.Ink}; --quiet: {p.Quiet}; --rule: {p.Rule}; --link: {p.Link}; --lax: {p.LaxInk}; --crackdown: {p.CrackdownInk}; --easing: {p.EasingInk};";

    // The figure is drawn in the colours of the light page; here they follow the page's mode.
    static string Recolour(Palette light)
    {
        (string Colour, string Variable)[] pairs =
        [
            (light.Ink, "ink"), (light.Quiet, "quiet"), (light.Rule, "rule"), (light.CrackdownInk, "crackdown"), (light.EasingInk, "easing"),
        ];
        return string.Join('\n', pairs.Select(p =>
            $".figure [fill=\"{p.Colour}\"] {{ fill: var(--{p.Variable}); }} .figure [stroke=\"{p.Colour}\"] {{ stroke: var(--{p.Variable}); }}"));
    }

    const string Screen = $$"""
        * { box-sizing: border-box; }
        html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; padding: 2.25rem 1.5rem 3rem; max-width: 70rem; font-size: .9375rem; overflow-wrap: break-word; }
        h1, h2, h3, .probability, .letter { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", serif; font-weight: 600; line-height: 1.2; }
        h1 { font-size: clamp(1.7rem, 4vw, 2.4rem); margin: .1rem 0 .2rem; letter-spacing: -.01em; }
        h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
        h3 { font-size: 1rem; margin: 0 0 .3rem; }
        p { margin: 0 0 .6rem; }
        ul { margin: 0; padding-left: 1.1rem; }
        li { margin-bottom: .4rem; }
        a { color: var(--link); text-decoration: underline; text-underline-offset: .15em; text-decoration-thickness: from-font; }
        a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; background: var(--ground); padding: .4rem .7rem; z-index: 2; }
        .skip:focus { left: 1rem; }
        header { border-bottom: 1px solid var(--rule); margin-bottom: 1.4rem; padding-bottom: .9rem; }
        .kicker { color: var(--quiet); font-size: .8125rem; letter-spacing: .06em; margin: 0; }
        .dateline { color: var(--quiet); font-size: .875rem; margin: 0; }
        section { margin: 0 0 1.9rem; min-width: 0; }
        .lead { display: grid; grid-template-columns: minmax(15rem, auto) minmax(0, 1fr); gap: 1rem 2.2rem; align-items: center; margin-bottom: 1.5rem; }
        .verdict { display: flex; align-items: center; gap: 1rem; }
        .verdict h2 { margin: 0; }
        .verdict .phase { display: block; font-size: 1.15rem; }
        .verdict .probability { display: block; font-size: 2.6rem; line-height: 1.05; letter-spacing: -.02em; white-space: nowrap; }
        .letter { display: grid; place-items: center; width: 4.6rem; height: 4.6rem; font-size: 2.6rem; border-radius: .35rem; border: 2px dashed currentColor; flex: none; }
        .settled .letter { border: 0; color: {{Palette.OnFill}}; }
        .lax h2, .lax.verdict { color: var(--lax); } .crackdown h2, .crackdown.verdict { color: var(--crackdown); } .easing h2, .easing.verdict { color: var(--easing); }
        .lax.settled .letter, .swatch.lax { background: {{Palette.Lax}}; } .crackdown.settled .letter, .swatch.crackdown { background: {{Palette.Crackdown}}; } .easing.settled .letter, .swatch.easing { background: {{Palette.Easing}}; }
        .crackdown.settled .letter, .legend .swatch.crackdown { background-image: repeating-linear-gradient(45deg, transparent 0 4px, rgb(16 19 15 / .16) 4px 5.5px); }
        .easing.settled .letter, .legend .swatch.easing { background-image: radial-gradient(rgb(16 19 15 / .2) 1px, transparent 1.3px); background-size: 6px 6px; }
        .standfirst p { margin: 0 0 .35rem; max-width: 44rem; }
        .reading { font-size: 1.0625rem; }
        figure { margin: 0 0 1.9rem; }
        figcaption { font-weight: 600; font-size: .875rem; margin-bottom: .2rem; }
        .figure { display: block; width: 100%; height: auto; }
        .figure a { outline: none; } .figure a:hover .target, .figure a:focus-visible .target { stroke: var(--ink); stroke-width: 2; }
        .narrow { display: none; }
        .legend { list-style: none; padding: 0; margin: .5rem 0 .2rem; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; font-size: .8125rem; color: var(--quiet); }
        .legend li { margin: 0; display: inline-flex; align-items: center; gap: .4em; }
        .to-table { font-size: .8125rem; margin: .2rem 0 0; }
        .swatch { display: inline-grid; place-items: center; min-width: 1.35em; height: 1.35em; font-size: .8125rem; font-weight: 700; line-height: 1; border-radius: .2em; color: {{Palette.OnFill}}; vertical-align: -.15em; }
        .legend .swatch { min-width: 2.1em; height: 1.6em; }
        .swatch.pale { background: none; color: inherit; border: 1px dashed currentColor; }
        .swatch.hatched { border: 1px solid var(--rule); background: repeating-linear-gradient(-45deg, transparent 0 4px, var(--quiet) 4px 5px); }
        .dot { display: inline-block; width: .7em; height: .7em; border-radius: .1em; } .dot.tighten { background: {{Palette.Crackdown}}; } .dot.ease { background: {{Palette.Easing}}; } .dot.support { background: {{Palette.Support}}; }
        .columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2.4rem; }
        .page-two > .columns { grid-template-columns: minmax(0, 9fr) minmax(0, 11fr); }
        .chip { font-weight: 600; } .since, .unread, .source, .date { color: var(--quiet); }
        .source { font-size: .875em; }
        .events { list-style: none; padding: 0; } .events .date { font-variant-numeric: tabular-nums; font-size: .875em; margin-right: .2em; }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; }
        caption { text-align: left; color: var(--quiet); padding-bottom: .4rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-top: 1px solid var(--rule); font-weight: 400; }
        thead th { color: var(--quiet); font-size: .8125rem; border-top: 0; white-space: nowrap; }
        td.number { font-variant-numeric: tabular-nums; font-weight: 600; } td.date { white-space: nowrap; font-variant-numeric: tabular-nums; } td.effect { white-space: nowrap; padding-right: 0; }
        .tightening { color: var(--crackdown); } .loosening { color: var(--easing); }
        .counts td { white-space: nowrap; font-variant-numeric: tabular-nums; } .counts strong { font-size: 1.15em; } .before { color: var(--quiet); } .counts + p { margin-top: .8rem; } .caution, .list-lead { color: var(--quiet); font-size: .875rem; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .lanes table { margin-bottom: 1.2rem; } .lanes tbody th { font-weight: 600; }
        .siblings td, .siblings th, .verdict-cell, .lanes tbody th { white-space: nowrap; } .siblings tbody th { white-space: normal; } thead th::first-letter { text-transform: uppercase; }
        .limits ul { columns: 2; column-gap: 2.4rem; } .limits li { break-inside: avoid; }
        .limits { font-size: .875rem; }
        details { margin-bottom: .6rem; } summary { cursor: pointer; color: var(--link); font-size: .875rem; }
        .scroll { overflow: auto; max-height: 24rem; margin-top: .5rem; } .scroll td { font-variant-numeric: tabular-nums; }
        footer { border-top: 1px solid var(--rule); padding-top: .9rem; font-size: .875rem; } footer h2 { font-size: 1rem; margin-bottom: .2rem; }
        @media (max-width: 46rem) {
          body { padding: 1.25rem 1rem 2rem; }
          .lead, .columns, .page-two > .columns { grid-template-columns: minmax(0, 1fr); }
          .wide { display: none; } .narrow { display: block; }
          .letter { width: 3.8rem; height: 3.8rem; font-size: 2.1rem; } .verdict .probability { font-size: 2.1rem; }
          .stack thead { position: absolute; left: -100vw; }
          .stack tr { display: grid; grid-template-columns: 1.7rem minmax(0, 1fr); border-top: 1px solid var(--rule); padding: .45rem 0; }
          .stack th, .stack td { border: 0; padding: 0; } .lanes .stack tr { grid-template-columns: minmax(0, 1fr); } .stack td.number { grid-row: 1 / span 3; } .stack td.effect { white-space: normal; font-size: .8125rem; } .stack td.effect br { display: none; } .stack td.effect span { margin-right: .8em; }
          .counts th, .counts td { white-space: normal; padding-right: .4rem; }
          .siblings td, .siblings th { white-space: normal; } .siblings .since { display: block; } .limits ul { columns: 1; }
        }
        """;

    const string Print = """
        @page { size: A4; margin: 11mm 13mm; }
        @media print {
          :root { color-scheme: light; --ground: #FFFFFF; --ink: #1D2126; --quiet: #565D66; --rule: #D9D5CB; --link: #174E8C; --lax: #14598A; --crackdown: #9C4300; --easing: #006B4E; }
          html { font-size: 7.9pt; line-height: 1.28; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          body { padding: 0; max-width: none; font-size: 1rem; }
          .skip, .tables, .to-table, .narrow { display: none; } .wide { display: block; }
          .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.6rem; } .page-two > .columns { grid-template-columns: minmax(0, 9fr) minmax(0, 11fr); } .limits ul { columns: 2; column-gap: 1.6rem; } .lead { grid-template-columns: auto minmax(0, 1fr); gap: 1.4rem; margin-bottom: .8rem; }
          header { margin-bottom: .8rem; padding-bottom: .5rem; } section, figure { margin-bottom: .7rem; } h1 { font-size: 1.9rem; } h2 { font-size: 1.1rem; margin-bottom: .3rem; } p { margin-bottom: .35rem; } li { margin-bottom: .2rem; }
          .letter { width: 3.6rem; height: 3.6rem; font-size: 2rem; } .verdict .probability { font-size: 2rem; }
          table { font-size: .93rem; } th, td { padding: .15rem .7rem .15rem 0; } .limits, footer { font-size: .9rem; }
          .page-two { break-before: page; } tr, li, figure { break-inside: avoid; } footer { padding-top: .4rem; }
          a { color: inherit; }
        }
        """;

    /// <summary>What pages of one column, which tell of a run or a claim, have beside it.</summary>
    internal const string Report = """
        @media screen and (prefers-color-scheme: dark) { .figure [fill="#0072B2"] { fill: #56B4E9; } .figure [stroke="#0072B2"] { stroke: #56B4E9; } }
        .report table { margin-bottom: 1.1rem; } .report figure { margin-bottom: 1rem; } .report td { font-variant-numeric: tabular-nums; } .report tbody th { font-weight: 600; }
        .report section.limits ul { columns: 1; } .report figcaption h2 { font-family: inherit; margin: 0 0 .3rem; } .report details { margin: -.4rem 0 1.6rem; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--rule); border-radius: .3rem; padding: .6rem .8rem; } code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .875em; }
        @media print { .report details { display: none; } .report .figure { width: 86%; } .report section { break-inside: avoid; } h2 { break-after: avoid; } }
        """;
}
