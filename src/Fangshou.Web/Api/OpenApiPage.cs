using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Fangshou.Web.Api;

/// <summary>The description of the API: OpenAPI 3.1, with the schemas of all answers in it.</summary>
/// <remarks>Written from the same list as the checks of a request, so that it cannot promise what is not so.</remarks>
static class OpenApiPage
{
    const string Name = "v1", Address = "/openapi/v1.json", SchemaExtension = "x-schema", Urn = "urn:fangshou:";

    static readonly ImmutableArray<(int Status, string Says)> refusals =
    [
        (StatusCodes.Status400BadRequest, "The question makes no sense; every fault is named."),
        (StatusCodes.Status404NotFound, "There is no such thing, or it became known later."),
        (StatusCodes.Status406NotAcceptable, "The answer does not come in that format."),
        (StatusCodes.Status401Unauthorized, "Only somebody who has signed in, or sends a key, may ask this."),
        (StatusCodes.Status403Forbidden, "The caller's role may not do this, or the caller did not show that he means it."),
        (StatusCodes.Status409Conflict, "Somebody else was there before; both values are told."),
        (StatusCodes.Status415UnsupportedMediaType, "The body is of another type."),
        (StatusCodes.Status422UnprocessableEntity, "What was sent makes no sense, or the ledger check finds faults; every one is named. Nothing is written."),
        (StatusCodes.Status429TooManyRequests, "Too many requests from one address; Retry-After tells how long to wait."),
        (StatusCodes.Status503ServiceUnavailable, "The answer is still being worked out; ask again after Retry-After seconds."),
    ];

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().Any();
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Fangshou",
                Version = Name,
                Description = "Where the regulatory pendulum hangs, as known on any day. Every answer comes in the envelope of the command of the same question, with a strong ETag; refusals are application/problem+json. "
                    + "A Link header whose rel is cite-as holds the ready citation; one whose rel is next leads to the next page of a list.",
                License = new OpenApiLicense { Name = "CC BY 4.0", Url = new Uri("https://creativecommons.org/licenses/by/4.0/") },
            };
            // Not where this one happens to listen.
            document.Servers = [new OpenApiServer { Url = "/" }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            ApiRoute route = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().First();
            Describe(operation, route, "/" + context.Description.RelativePath);
            return Task.CompletedTask;
        });
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        byte[]? page = null;
        string tag = "";
        routes.MapGet(Address, async context =>
        {
            if (page is null)
            {
                page = await Write(context.RequestServices, context.RequestAborted);
                tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(page))[..32]}\"";
            }

            if (!Delivery.IsKnown(context, new EntityTagHeaderValue(tag)))
                await Delivery.Send(context, "application/json; charset=utf-8", page);
        });
    }

    static void Describe(OpenApiOperation operation, ApiRoute route, string path)
    {
        operation.Summary = route.Summary;
        operation.Description = route.Description;
        operation.Parameters =
        [
            .. path.Split('/').Where(part => part.StartsWith('{')).Select(part => new OpenApiParameter
            {
                Name = part.Trim('{', '}'),
                In = ParameterLocation.Path,
                Required = true,
                Description = OfPath(part.Trim('{', '}')),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }),
            .. route.Parameters.Select(OfQuery),
        ];
        Dictionary<string, IOpenApiExtension> schema = new() { [SchemaExtension] = new JsonNodeExtension(route.Schema) };
        operation.Responses = new OpenApiResponses();
        if (route.Id is not ("propose" or "addAlert"))
            operation.Responses["200"] = new OpenApiResponse { Description = "The answer.", Extensions = schema };
        if (route.Body is { } body)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Extensions = new Dictionary<string, IOpenApiExtension> { [SchemaExtension] = new JsonNodeExtension(body) } };
        if (route.Id is "propose" or "import" or "addAlert")
            operation.Responses["201"] = new OpenApiResponse { Description = "It was made; the header Location tells its address.", Extensions = schema };
        if (!route.Writes)
            operation.Responses["304"] = new OpenApiResponse { Description = "The caller holds the answer already: its ETag was in If-None-Match." };
        foreach ((int status, string says) in refusals.Where(refusal => IsOf(route, refusal.Status)))
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse { Description = says };
    }

    /// <summary>True when an address may answer with a status.</summary>
    static bool IsOf(ApiRoute route, int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => route.Needs is not null,
        StatusCodes.Status409Conflict => route.Id is "propose" or "review",
        StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status422UnprocessableEntity => route.Body is not null,
        StatusCodes.Status406NotAcceptable => !route.Writes,
        _ => true,
    };

    static string OfPath(string name) => name switch
    {
        "jurisdiction" => "ISO 3166 code, EU, or * for all.",
        "sector" => "A sector, or * for all.",
        "area" => "An area, several joined by +, or * for all.",
        "number" => "Its number.",
        _ => "Its id.",
    };

    static OpenApiParameter OfQuery(ApiParameter parameter)
    {
        OpenApiSchema one = new() { Type = parameter.Range is null ? JsonSchemaType.String : JsonSchemaType.Integer };
        if (parameter.Range is (int least, int largest))
            (one.Minimum, one.Maximum) = (least.ToString(CultureInfo.InvariantCulture), largest.ToString(CultureInfo.InvariantCulture));
        if (!parameter.Allowed.IsEmpty)
            one.Enum = [.. parameter.Allowed.Select(value => (JsonNode)value)];
        if (parameter.Default.Length > 0)
            one.Default = parameter.Range is null ? parameter.Default : int.Parse(parameter.Default, CultureInfo.InvariantCulture);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Says,
            Required = parameter.IsRequired,
            Example = parameter.Example.Length > 0 ? parameter.Example : null,
            Schema = parameter.Many ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
        };
    }

    static async Task<byte[]> Write(IServiceProvider services, CancellationToken cancellation)
    {
        OpenApiDocument document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(cancellation);
        JsonObject page = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation))!.AsObject();
        foreach (JsonObject path in page["paths"]!.AsObject().Select(pair => pair.Value!.AsObject()))
        {
            foreach ((string method, JsonObject operation) in path.Where(pair => pair.Value is JsonObject of && of.ContainsKey("responses")).Select(pair => (pair.Key, pair.Value!.AsObject())))
            {
                // Named after the program that happens to run.
                operation.Remove("tags");
                Complete(operation["responses"]!.AsObject(), isRead: method == "get");
                if (operation["requestBody"] is JsonObject body)
                    Complete(body);
            }
        }

        page.Remove("tags");
        page["components"] = new JsonObject { ["schemas"] = Schemas() };
        return Encoding.UTF8.GetBytes(page.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    }

    /// <summary>The bodies of answers and refusals.</summary>
    static void Complete(JsonObject responses, bool isRead)
    {
        foreach ((string status, JsonNode? node) in responses)
        {
            JsonObject response = node!.AsObject();
            if (response[SchemaExtension]?.GetValue<string>() is { } schema)
            {
                response.Remove(SchemaExtension);
                if (!isRead)
                {
                    response["headers"] = new JsonObject { ["X-Data-Version"] = Header("Version of the data."), ["Location"] = Header("Where the thing made is, with 201.") };
                    response["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(schema) } };
                    continue;
                }

                response["headers"] = new JsonObject
                {
                    ["ETag"] = Header("Changes when the answer does."),
                    ["X-Data-Version"] = Header("Version of the data."),
                    ["Link"] = Header("The citation (rel cite-as), and the next page (rel next)."),
                };
                response["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = Reference(schema) },
                    ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
                    ["application/vnd.apache.parquet"] = new JsonObject(),
                };
            }
            else if (status[0] is '4' or '5')
            {
                response["content"] = new JsonObject { [Problems.Type] = new JsonObject { ["schema"] = Reference("problem") } };
            }
        }
    }

    /// <summary>The body that is sent.</summary>
    static void Complete(JsonObject body)
    {
        string schema = body[SchemaExtension]!.GetValue<string>();
        body.Remove(SchemaExtension);
        body["content"] = schema == ApiRoute.Csv
            ? new JsonObject { [ApiRoute.Csv] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } }
            : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(schema) } };
    }

    static JsonObject Header(string says) => new() { ["description"] = says, ["schema"] = new JsonObject { ["type"] = "string" } };

    static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    /// <summary>The schemas that answers name, and those that they rest on.</summary>
    static JsonObject Schemas()
    {
        JsonObject all = new();
        foreach (string name in ApiRoute.All.SelectMany(route => new[] { route.Schema, route.Body }).OfType<string>().Where(name => name != ApiRoute.Csv).Concat(["common", "envelope", "problem"]).Distinct().Order(StringComparer.Ordinal))
        {
            using Stream stream = typeof(OpenApiPage).Assembly.GetManifestResourceStream($"schemas/{name}.schema.json") ?? throw new InvalidOperationException($"There is no schema {name}.");
            JsonObject schema = JsonNode.Parse(stream)!.AsObject();
            foreach (string head in (string[])["$schema", "$id", "examples"])
                schema.Remove(head);
            all[name] = Local(schema);
        }

        return all;
    }

    /// <summary>References between schemas as references within the page.</summary>
    static JsonNode? Local(JsonNode? node) => node switch
    {
        JsonObject of => new JsonObject(of.Select(pair => KeyValuePair.Create(pair.Key, pair.Key == "$ref" ? Moved(pair.Value!.GetValue<string>()) : Local(pair.Value)))),
        JsonArray of => new JsonArray([.. of.Select(Local)]),
        _ => node?.DeepClone(),
    };

    static JsonNode Moved(string reference)
    {
        // urn:fangshou:common:1#/$defs/day
        string[] parts = reference.Split('#', 2);
        string name = parts[0][Urn.Length..].Split(':')[0];
        return $"#/components/schemas/{name}{(parts.Length == 2 ? parts[1] : "")}";
    }
}
