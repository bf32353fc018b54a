using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Fangshou.Web;

/// <summary>What the address of a page says for all pages: its language and its day of knowledge.</summary>
/// <remarks>Both are in the query, so that an address is the whole state; links between pages keep them.</remarks>
sealed class PageContext
{
    readonly IQueryCollection query;
    readonly string path;

    public PageContext(IHttpContextAccessor accessor)
    {
        HttpRequest request = accessor.HttpContext!.Request;
        query = request.Query;
        path = request.Path;
        // What makes no sense is refused before any page is drawn; the page that says so still needs a language.
        Language = Value("lang") switch
        {
            "zh" => Language.Chinese,
            "" when request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) => Language.Chinese,
            _ => Language.English,
        };
        AsOf = Day(Value("asOf")) ?? AsOf.Latest;
        Words = Words.For(Language);
    }

    /// <summary>Refuses an address whose language or day makes no sense.</summary>
    /// <exception cref="RefusedException">It names each value that is not allowed.</exception>
    /// <param name="request">The request.</param>
    /// <param name="last">The day up to which the ledger is coded.</param>
    public static void Require(HttpRequest request, DateOnly last)
    {
        string lang = request.Query["lang"].ToString(), day = request.Query["asOf"].ToString();
        string[] faults =
        [
            .. AddressText.IsText(request.QueryString.Value ?? "") ? Array.Empty<string>() : ["the query of the address is no UTF-8 text."],
            .. lang is "" or "en" or "zh" ? Array.Empty<string>() : [$"lang: '{Texts.Printable(lang)}' is not one of en, zh."],
            .. Day(day) is { } known ? Outside(known, last) : [$"asOf: '{Texts.Printable(day)}' is not a day such as 2024-04-09, or latest."],
        ];
        if (faults.Length > 0)
            throw new RefusedException(Fault.Usage, [.. faults]);
    }

    public Language Language { get; }

    public Words Words { get; }

    /// <summary>The day that the address names; the latest when it names none.</summary>
    public AsOf AsOf { get; }

    /// <summary>The English or the Chinese wording.</summary>
    public string Say(string english, string chinese) => Language == Language.Chinese ? chinese : english;

    /// <summary>A value of the query; empty when it is not there.</summary>
    public string Value(string key) => query[key].ToString();

    /// <summary>All values of the query under a name, without empty ones.</summary>
    public ImmutableArray<string> Values(string key) => [.. query[key].OfType<string>().Where(value => value.Length > 0)];

    /// <summary>The address of a page in the same language and as of the same day, with further values.</summary>
    /// <param name="to">Path.</param>
    /// <param name="values">Names and values; empty values are left out. <c>lang</c> and <c>asOf</c> may be given anew.</param>
    public string To(string to, params ReadOnlySpan<(string Key, string Value)> values)
    {
        Dictionary<string, string?> all = new(StringComparer.Ordinal);
        foreach (string kept in (string[])["asOf", "lang"])
            all[kept] = Value(kept);
        foreach ((string key, string value) in values)
            all[key] = value;
        return QueryHelpers.AddQueryString(to, all.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The address of this page with some values changed.</summary>
    public string Here(params ReadOnlySpan<(string Key, string Value)> changed)
    {
        Dictionary<string, StringValues> all = query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach ((string key, string value) in changed)
            all[key] = value;
        return QueryHelpers.AddQueryString(path, all.Where(pair => !StringValues.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The values of the address that a form has to hand on, but for those that it asks for itself.</summary>
    public IEnumerable<(string Key, string Value)> Kept(params string[] asked) =>
        query.Where(pair => !asked.Contains(pair.Key)).SelectMany(pair => pair.Value.Select(value => (pair.Key, value ?? "")));

    /// <summary>The page of a cell.</summary>
    public string To(Cell cell) => To($"/cells/{cell}");

    /// <summary>The page of an event.</summary>
    public string To(Event e) => To($"/events/{Uri.EscapeDataString(e.Id)}");

    /// <summary>A day so far off that months without number would have to be read.</summary>
    static string[] Outside(AsOf asOf, DateOnly last) =>
        asOf != AsOf.Latest && (asOf.Day < FirstDay || asOf.Day > last.AddYears(1)) ? [string.Create(CultureInfo.InvariantCulture, $"asOf: {asOf} is not between {FirstDay:yyyy-MM-dd} and {last.AddYears(1):yyyy-MM-dd}.")] : [];

    static DateOnly FirstDay { get; } = new(1990, 1, 1);

    static AsOf? Day(string text) => text is "" or "latest" ? AsOf.Latest
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? new AsOf(date)
        : null;
}
