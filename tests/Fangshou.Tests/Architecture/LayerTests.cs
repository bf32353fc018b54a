using System.Reflection;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Tests.Architecture;

/// <summary>Data flows one way: a namespace knows only those before it in reading order.</summary>
public class LayerTests
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly string[] order = ["Fangshou.Numerics", "Fangshou.Ledger", "Fangshou.Signals", "Fangshou.Phases", "Fangshou.Forecasts", "Fangshou.Reference", "Fangshou.Interests", "Fangshou.Dockets", "Fangshou.Strictness", "Fangshou.Mechanism", "Fangshou.Calibration", "Fangshou.Scenarios", "Fangshou.Claims"];

    static readonly Type[] types = [.. typeof(SignalSeries).Assembly.GetTypes().Where(t => Layer(t) >= 0)];

    [Fact]
    public void Every_type_lives_in_a_namespace_of_the_reading_order() => Assert.Empty(
        typeof(SignalSeries).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Fangshou", StringComparison.Ordinal) == true && Layer(t) < 0)
            .Select(t => t.FullName));

    [Fact]
    public void A_type_knows_only_namespaces_before_its_own()
    {
        Assert.Equal(order, types.Select(Layer).Distinct().Order().Select(i => order[i]));
        Assert.Empty(types.SelectMany(t => Known(t).Where(other => Layer(other) > Layer(t)).Select(other => $"{t.FullName} knows {other.FullName}")).Distinct());
    }

    [Fact]
    public void The_datings_of_others_are_never_read_by_inference() => Assert.Empty(
        types.Where(t => t.Namespace is "Fangshou.Phases" or "Fangshou.Signals")
            .SelectMany(t => Known(t).Where(other => other.Namespace == "Fangshou.Reference").Select(other => $"{t.FullName} knows {other.FullName}")));

    /// <summary>Without this, a search that finds nothing anywhere would pass.</summary>
    [Fact]
    public void The_search_sees_fields_signatures_locals_and_calls()
    {
        HashSet<Type> known = [.. Known(typeof(SignalBuilder))];
        Assert.Contains(typeof(LedgerAsOf), known);
        Assert.Contains(typeof(SignalSeries), known);

        // Called in a body alone: appears in no signature, field or local of the class.
        Assert.Contains(typeof(LaneRule), known);
    }

    [Fact]
    public void Only_the_signal_builder_makes_signals_from_a_ledger()
    {
        string[] makers =
        [
            .. types.SelectMany(t => t.GetMethods(All))
                .Where(m => Mentions(m.ReturnType, typeof(SignalSeries)) && m.GetParameters().Any(p => Mentions(p.ParameterType, typeof(Fangshou.Ledger.Ledger)) || Mentions(p.ParameterType, typeof(LedgerAsOf))))
                .Select(m => $"{m.DeclaringType!.Name}.{m.Name}"),
        ];
        Assert.Equal(["SignalBuilder.Build"], makers);

        // And from a ledger that was cut at a date, never from a bare one.
        Assert.DoesNotContain(
            types.Where(t => Layer(t) >= 2).SelectMany(t => t.GetMethods(All).Cast<MethodBase>().Concat(t.GetConstructors(All))),
            m => m.GetParameters().Any(p => Mentions(p.ParameterType, typeof(Fangshou.Ledger.Ledger))));
    }

    [Theory]
    [InlineData(typeof(EventDate))]
    [InlineData(typeof(KnownSince))]
    [InlineData(typeof(AsOf))]
    public void Dates_of_different_meaning_do_not_turn_into_each_other(Type date) =>
        Assert.DoesNotContain(date.GetMethods(All), m => m.Name is "op_Implicit" or "op_Explicit");

    static int Layer(Type type) => Array.IndexOf(order, type.Namespace);

    static bool Mentions(Type type, Type wanted) => Parts(type).Contains(wanted);

    static IEnumerable<Type> Known(Type type)
    {
        IEnumerable<Type?> direct =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(All).Select(f => f.FieldType),
            .. type.GetMethods(All).Select(m => m.ReturnType),
            .. type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(OfMethod),
        ];
        return direct.OfType<Type>().SelectMany(Parts).Concat(type.GetNestedTypes(All).SelectMany(Known));
    }

    static IEnumerable<Type?> OfMethod(MethodBase method)
    {
        MethodBody? body = method.GetMethodBody();
        return
        [
            .. method.GetParameters().Select(p => p.ParameterType),
            .. body?.LocalVariables.Select(v => v.LocalType) ?? [],
            .. body is null ? [] : Mentioned(method, body.GetILAsByteArray() ?? []),
        ];
    }

    /// <summary>The types behind every metadata token in a body. Any four bytes that name a member of this module are taken: too many rather than too few.</summary>
    static IEnumerable<Type?> Mentioned(MethodBase method, byte[] code)
    {
        // Opcodes that are followed by the token of a method, field or type: call, callvirt, newobj, ldsfld, ldfld, newarr, castclass, isinst, ldtoken …
        HashSet<byte> withToken = [0x28, 0x6F, 0x73, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F, 0x80, 0x74, 0x75, 0x8D, 0xD0];
        Type[] ofType = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int i = 0; i + 4 < code.Length; i++)
        {
            if (!withToken.Contains(code[i]))
                continue;
            MemberInfo? member = null;
            try
            {
                member = method.Module.ResolveMember(BitConverter.ToInt32(code, i + 1), ofType, ofMethod);
            }
            catch (ArgumentException)
            {
                // The byte was an operand, not an opcode: what follows is no token.
            }
            catch (BadImageFormatException)
            {
                // The same.
            }

            if (member is not null)
                yield return member as Type ?? member.DeclaringType;
        }
    }

    static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
