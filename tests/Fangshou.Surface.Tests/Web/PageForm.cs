using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A form as a browser without script would send it: every field with its value, and the cookies of its page.</summary>
sealed partial class PageForm
{
    readonly List<(string Name, string Value)> fields = [];
    readonly bool hasFile;

    /// <param name="html">The page.</param>
    /// <param name="cookie">What the page set.</param>
    public PageForm(string html, string cookie)
    {
        Html = html;
        Cookie = cookie;
        Match form = Form().Match(html);
        Assert.True(form.Success, html);
        Action = WebUtility.HtmlDecode(ActionOf().Match(form.Value).Groups["text"].Value);
        hasFile = form.Value.Contains("multipart/form-data", StringComparison.Ordinal);
        foreach (Match field in Field().Matches(form.Value))
        {
            string name = WebUtility.HtmlDecode(NameOf().Match(field.Groups["attributes"].Value).Groups["text"].Value);
            if (name.Length == 0 || field.Groups["attributes"].Value.Contains("type=\"file\"", StringComparison.Ordinal))
                continue;
            string value = field.Groups["kind"].Value switch
            {
                "input" => ValueOf().Match(field.Groups["attributes"].Value).Groups["text"].Value,
                "select" => Selected().Match(field.Groups["inner"].Value).Groups["text"].Value,
                _ => field.Groups["inner"].Value,
            };
            fields.Add((name, WebUtility.HtmlDecode(value)));
        }
    }

    /// <summary>The page it is on.</summary>
    public string Html { get; }

    public string Action { get; set; }

    public string Cookie { get; set; }

    /// <summary>What the page says, without markup.</summary>
    public string Text => PageText.Text(Html);

    /// <summary>The value of a field, or its first.</summary>
    public string this[string name]
    {
        get => fields.First(field => field.Name == name).Value;
        set => _ = Set(name, value);
    }

    /// <summary>Fills in a field; adds it where there is none.</summary>
    public PageForm Set(string name, string value)
    {
        int at = fields.FindIndex(field => field.Name == name);
        if (at >= 0)
            fields[at] = (name, value);
        else
            fields.Add((name, value));
        return this;
    }

    /// <summary>Leaves a field out.</summary>
    public PageForm Without(string name)
    {
        fields.RemoveAll(field => field.Name == name);
        return this;
    }

    /// <summary>The body, as a browser sends it.</summary>
    public HttpContent Body(byte[]? file = null)
    {
        if (!hasFile)
            return new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        MultipartFormDataContent body = [];
        foreach ((string name, string value) in fields)
            body.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), name);
        body.Add(new ByteArrayContent(file ?? []), "file", "table.csv");
        return body;
    }

    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Form();

    [GeneratedRegex("action=\"(?<text>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ActionOf();

    [GeneratedRegex("<(?<kind>input)(?<attributes> [^>]*)>|<(?<kind>select)(?<attributes> [^>]*)>(?<inner>.*?)</select>|<(?<kind>textarea)(?<attributes> [^>]*)>(?<inner>.*?)</textarea>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Field();

    [GeneratedRegex(" name=\"(?<text>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NameOf();

    [GeneratedRegex(" value=\"(?<text>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ValueOf();

    [GeneratedRegex("<option value=\"(?<text>[^\"]*)\" selected", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Selected();
}
