using System.Globalization;
using System.Text;

namespace Fangshou.Surface.Tests.Phases;

/// <summary>A small package of a sector that the shipped one does not know, with planted phases: lax, a burst from March 2018, an easing from July 2019, lax again.</summary>
sealed class PlantedPackage : IDisposable
{
    public const string Cell = "CN/asteroid-mining";

    readonly TempFolder folder = new();

    public PlantedPackage(string laterRows = "")
    {
        Write("vocabularies/sectors.csv", "id,title_en,title_zh\nasteroid-mining,Asteroid mining,小行星采矿\n");
        Write("phases.csv",
            """
            jurisdiction,sectors,areas,phase,start,end,start_uncertainty_months,basis,source_url,source_publisher
            CN,asteroid-mining,,lax,2012-01-01,2018-02-28,3,planted,https://example.org/a,Example
            CN,asteroid-mining,,crackdown,2018-03-01,2019-06-30,1,planted,https://example.org/b,Example
            CN,asteroid-mining,,easing,2019-07-01,2020-12-31,2,planted,https://example.org/c,Example

            """);
        Write("events.csv", Events() + laterRows);
    }

    public string Path => folder.Path;

    public string Cache => folder["cache"];

    public void Dispose() => folder.Dispose();

    public static string Row(string id, string date, string direction, int severity, string title) =>
        $"{id},{date},day,CN,action,asteroid-mining,public-safety,MIIT,central-agency,,regulation,{direction},{severity},,,,{title},https://example.org/{id},Example,,medium\n";

    static string Events()
    {
        StringBuilder rows = new("id,date,date_precision,jurisdiction,kind,sectors,areas,actor,actor_level,targets,instrument,direction,severity,amount,currency,until,title,source_url,source_publisher,source_url_2,confidence\n");
        int number = 0;
        for (DateOnly month = new(2012, 1, 1); month < new DateOnly(2022, 1, 1); month = month.AddMonths(1))
        {
            bool crackdown = month >= new DateOnly(2018, 3, 1) && month < new DateOnly(2019, 7, 1);
            bool easing = month >= new DateOnly(2019, 7, 1) && month < new DateOnly(2021, 1, 1);
            int tighten = crackdown ? 1 + (month.Month % 3) : month.Month == 5 ? 1 : 0;
            int ease = easing ? month.Month % 2 : month.Month == 9 && month.Year % 3 == 0 ? 1 : 0;
            for (int i = 0; i < tighten; i++)
                Add(month, 2 + (4 * i), "tighten", "The ministry limits digging");
            for (int i = 0; i < ease; i++)
                Add(month, 20, "ease", "The ministry lifts a limit on digging");
        }

        return rows.ToString();

        void Add(DateOnly month, int day, string direction, string title) => rows.Append(CultureInfo.InvariantCulture,
            $"{Row($"cn-planted-{number++}", month.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), direction, 3, title)}");
    }

    void Write(string file, string text)
    {
        string path = folder[file];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
