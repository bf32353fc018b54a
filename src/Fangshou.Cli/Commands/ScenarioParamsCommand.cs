using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Mechanism;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario params</c>.</summary>
static class ScenarioParamsCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string[]> keys = new("KEY") { Description = "only these parameters, with the reason for each", Arity = ArgumentArity.ZeroOrMore };
        return new NounCommand(
            "params", "The parameters of the mechanism: meaning, unit, default, ranges, equation and reason.",
            "fangshou scenario params career growth-faction", keys)
            .Does(globals, (run, parse) => Show(run, parse.GetValue(keys) ?? []));
    }

    static int Show(CommandRun run, string[] keys)
    {
        ImmutableArray<ParameterRow> rows = keys.Length == 0 ? ParameterTable.Rows : [.. keys.Select(key => ScenarioRequest.Row("params", key))];
        run.Write(new Answer
        {
            Schema = "scenario-params/1",
            ModelVersion = RunPlan.ModelVersion,
            Data = new
            {
                Parameters = rows.Select(r => new
                {
                    r.Key,
                    r.Symbol,
                    r.Meaning,
                    r.Unit,
                    r.Default,
                    r.Core,
                    Allowed = new[] { r.Least, r.Largest },
                    Prior = r.PriorLow is { } low && r.PriorHigh is { } high ? new[] { low, high } : null,
                    r.Equation,
                    r.Rationale,
                }),
            },
            Rows = new Rows(
                ["key", "symbol", "meaning", "unit", "default", "core", "least", "largest", "prior_low", "prior_high", "equation", "rationale"],
                [
                    .. rows.Select(r => new[]
                    {
                        r.Key, r.Symbol, r.Meaning, r.Unit, Text(r.Default), Text(r.Core), Text(r.Least), Text(r.Largest), Text(r.PriorLow), Text(r.PriorHigh), r.Equation, r.Rationale,
                    }),
                ]),
            Screen = keys.Length == 0 ? [Table(run, rows)] : [.. rows.SelectMany(row => Whole(run, row))],
        });
        return ExitCode.Done;
    }

    static Table Table(CommandRun run, ImmutableArray<ParameterRow> rows) => CommandRun.Grid(
        [run.Say("key", "键"), "", run.Say("meaning", "含义"), run.Say("unit", "单位"), run.Say("default", "默认"), run.Say("core", "核心"), run.Say("allowed", "允许"), run.Say("prior", "先验"), run.Say("eq.", "方程")],
        rows.Select(r => new[] { r.Key, r.Symbol, r.Meaning, r.Unit, Text(r.Default), r.Core == r.Default ? "" : Text(r.Core), Allowed(r), Prior(r), r.Equation }));

    static IEnumerable<IRenderable> Whole(CommandRun run, ParameterRow r)
    {
        yield return new Text($"\n{r.Key}{(r.Symbol.Length > 0 ? $" ({r.Symbol})" : "")}: {r.Meaning}\n");
        yield return CommandRun.Grid(
            [run.Say("unit", "单位"), run.Say("default", "默认"), run.Say("core", "核心"), run.Say("allowed", "允许"), run.Say("prior", "先验"), run.Say("equation", "方程")],
            [[r.Unit, Text(r.Default), Text(r.Core), Allowed(r), Prior(r), r.Equation]]);
        yield return new Text(r.Rationale + "\n");
    }

    static string Allowed(ParameterRow r) => $"{Text(r.Least)} … {Text(r.Largest)}";

    static string Prior(ParameterRow r) => r.PriorLow is null ? "" : $"{Text(r.PriorLow)} … {Text(r.PriorHigh)}";

    static string Text(double? value) => value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
