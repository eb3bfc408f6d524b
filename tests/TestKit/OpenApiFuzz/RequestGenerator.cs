using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Generates requests for the operations of a document: half of them valid, the other half with a fault.</summary>
internal sealed class RequestGenerator
{
    private static readonly string[] Garbage =
        [
            "0", "-1", "abc", "1.5", "null", "99999999999999999999999", "%20", "..", "%2e%2e%2f", "%F0%9F%98%80", "%ff", "%c0%80", "%25",
            "'%20or%201=1", "{id}", "00000000-0000-0000-0000-000000000000", new string('a', 3000),
        ];

    private static readonly string[] QueryGarbage =
    [
        "", "-1", "0", "1.5", "1e9", "99999999999", "abc", "%00", "%F0%9F%98%80", "%ff", "%ed%a0%80", "a,b,,c", "%27;--", "null", "[]",
        "%25_%5C", "9999-12-31T23:59:59-12:00", "2026-13-01", new string('q', 2000),
    ];

    private static readonly string[] HeaderGarbage = ["", " ", "a b", new string('c', 500), "ümlaut", "{}", "abc-123", "a,b", "\t"];

    private static readonly string[] MediaTypes =
    [
        "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=none",
        "application/x-www-form-urlencoded", "nonsense", "multipart/form-data", "*/*",
    ];

    private readonly IReadOnlyList<ApiOperation> operations;
    private readonly Random random;
    private readonly KnownValues known;
    private readonly SchemaValues values;
    private readonly BodyTwists twists;
    private readonly MultipartBodies uploads;

    public RequestGenerator(JsonObject document, IReadOnlyList<ApiOperation> operations, Random random, KnownValues known)
    {
        (this.operations, this.random, this.known) = (operations, random, known);
        values = new SchemaValues(document, random, known);
        twists = new BodyTwists(document, random);
        uploads = new MultipartBodies(random);
    }

    /// <summary>Selects the next operation: rarely one without any input, which offers little to test.</summary>
    public ApiOperation NextOperation()
    {
        var operation = operations[random.Next(operations.Count)];
        return operation.TakesNothing && random.Next(4) > 0 ? NextOperation() : operation;
    }

    /// <param name="operation">The operation.</param>
    /// <param name="token">The token of the caller; null for none.</param>
    public FuzzRequest Make(ApiOperation operation, string? token)
    {
        var valid = random.Next(2) == 0;
        var request = new FuzzRequest(
            operation.Name, operation.Method, Path(operation) + Query(operation), Headers(operation, token), null, null, "valid");
        request = WithBody(operation, request, valid);
        return valid ? request : Twist(operation, request);
    }

    /// <summary>A valid body for an operation, e.g. to open a session.</summary>
    public JsonObject? ValidBody(ApiOperation operation) =>
        operation.Bodies.TryGetValue("application/json", out var schema) ? values.MakeObject(schema) : null;

    private FuzzRequest WithBody(ApiOperation operation, FuzzRequest request, bool valid)
    {
        if (operation.Bodies.Count == 0)
        {
            return request;
        }

        var (type, schema) = operation.Bodies.ElementAt(random.Next(operation.Bodies.Count));
        if (type == "multipart/form-data")
        {
            var (twist, contentType, bytes) = uploads.Make(schema, valid);
            return request with { ContentType = contentType, Body = bytes, Twist = twist };
        }

        var body = values.MakeObject(schema);
        if (valid || random.Next(4) == 0)
        {
            return request with { ContentType = type, Body = JsonSerializer.SerializeToUtf8Bytes(body) };
        }

        var (what, spoilt) = twists.Corrupt(body, schema);
        return request with { ContentType = type, Body = spoilt, Twist = what };
    }

    // An invalid body is enough; a request without a body gets its fault elsewhere.
    private FuzzRequest Twist(ApiOperation operation, FuzzRequest request) => request.Twist != "valid" ? request : random.Next(7) switch
    {
        0 when operation.Template.Contains('{', StringComparison.Ordinal) =>
            request with { Target = Path(operation, Garbage[random.Next(Garbage.Length)]), Twist = "an id that is none" },
        1 when operation.NeedsToken => WithAuthorization(request),
        2 when request.Body is not null =>
            request with { ContentType = MediaTypes[random.Next(MediaTypes.Length)], Twist = "another content type" },
        3 when request.Body is not null =>
            request with { ContentType = null, Body = random.Next(2) == 0 ? null : request.Body, Twist = "no content type or no body" },
        4 => WithHeader(operation, request),
        5 => request with { Headers = new Dictionary<string, string>(request.Headers)
        {
            ["Range"] =
                new[] { "bytes=0-0", "bytes=-5", "bytes=5-1", "bytes=999999999-", "bytes=0-1,3-4", "lines=1-2", "bytes=" }[random.Next(7)],
        }, Twist = "a range" },
        _ => WithQuery(operation, request),
    };

    private string Path(ApiOperation operation, string? garbage = null)
    {
        var steps = operation.Template.Split('/');
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i].StartsWith('{'))
            {
                steps[i] = garbage ?? (random.Next(10) == 0 ? values.Id() : known.Id(steps[i - 1], random)) ?? values.Id();
            }
        }

        return string.Join('/', steps);
    }

    private string Query(ApiOperation operation)
    {
        var pairs =
            from parameter in operation.Parameters
            where parameter.In == "query" && random.Next(5) == 0
            from value in values.Make(parameter.Schema, parameter.Name) is JsonArray several
                ? several.ToArray()
                : [values.Make(parameter.Schema, parameter.Name)]
            select $"{parameter.Name}={Uri.EscapeDataString(value?.ToString() ?? "")}";
        return string.Join('&', pairs) is { Length: > 0 } query ? "?" + query : "";
    }

    private FuzzRequest WithQuery(ApiOperation operation, FuzzRequest request)
    {
        var names = operation.Parameters.Where(parameter => parameter.In == "query")
            .Select(parameter => parameter.Name).Append("unknown").ToArray();
        var name = names[random.Next(names.Length)];
        var value = QueryGarbage[random.Next(QueryGarbage.Length)];
        var twice = random.Next(4) == 0 ? $"&{name}={QueryGarbage[random.Next(QueryGarbage.Length)]}" : "";
        return request with
        {
            Target = $"{request.Path}?{name}={value}{twice}",
            Twist = $"{name}: {(value.Length > 40 ? value[..40] : value)}",
        };
    }

    private FuzzRequest WithHeader(ApiOperation operation, FuzzRequest request)
    {
        var names = operation.Parameters.Where(parameter => parameter.In == "header")
            .Select(parameter => parameter.Name).Append("X-Correlation-ID").ToArray();
        var name = names[random.Next(names.Length)];
        return request with
        {
            Headers = new Dictionary<string, string>(request.Headers) { [name] = HeaderGarbage[random.Next(HeaderGarbage.Length)] },
            Twist = $"an odd {name}",
        };
    }

    private FuzzRequest WithAuthorization(FuzzRequest request)
    {
        var headers = new Dictionary<string, string>(request.Headers);
        headers.Remove("Authorization", out var good);
        var wrong = new[] { null, "", "Bearer", "Bearer ", "Basic dTpw", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", good
            + "x", "bearer  " + good, "Bearer " + new string('t', 5000) }[random.Next(10)];
        if (wrong is not null)
        {
            headers["Authorization"] = wrong;
        }

        return request with { Headers = headers, Twist = "no good token" };
    }

    private Dictionary<string, string> Headers(ApiOperation operation, string? token)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (operation.NeedsToken && token is not null)
        {
            headers["Authorization"] = $"Bearer {token}";
        }

        // Few values, so that some repeat.
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "header" && random.Next(4) == 0))
        {
            headers[parameter.Name] = $"fuzz-{random.Next(20)}";
        }

        return headers;
    }
}
