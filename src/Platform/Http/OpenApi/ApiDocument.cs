using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>The API document at <c>/openapi.json</c> and its page at <c>/docs</c>.</summary>
public static class ApiDocument
{
    private const string SchemeName = "bearer";
    private const string DocsPath = "docs";

    /// <summary>
    /// Adds what all endpoints share: title, bearer scheme, schemas that match the responses, error responses with an example each.
    /// </summary>
    /// <param name="options">From <c>AddOpenApi</c>, which the system must call, so that its XML comments become descriptions.</param>
    /// <param name="description">In Markdown.</param>
    public static void Describe(this OpenApiOptions options, string title, string description)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = title, Version = "1.0.0", Description = description };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.Schemas?.Remove(nameof(PathId));
            document.Components.Schemas?.Remove(nameof(PathNumber));
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token from the login response.",
            };
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type =>
            type.Type == typeof(JsonElement) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(Schemas.DescribeAsync);
        options.AddOperationTransformer(OperationIds.DescribeAsync);
        options.AddOperationTransformer(DescribeParametersAsync);
        options.AddOperationTransformer(BodyDescriptions.DescribeAsync);
        options.AddOperationTransformer(DescribeErrorsAsync);
    }

    /// <summary>Maps <c>/openapi.json</c> and <c>/docs</c>, and redirects <c>/</c> to <c>/docs</c> unless the service maps it.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi.json");
        app.MapGet("/", Task (HttpContext context) =>
        {
            context.Response.Redirect("/" + DocsPath);
            return Task.CompletedTask;
        }).WithOrder(1).ExcludeFromDescription();
        app.MapDocsPage();
    }

    /// <summary>Maps <c>/docs</c>, the page of <c>/openapi.json</c>.</summary>
    public static void MapDocsPage(this WebApplication app)
    {
        // The page keeps a token: another page must not show it in a frame and trick the user into clicks.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/" + DocsPath, StringComparison.OrdinalIgnoreCase),
            docs => docs.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return next(context);
            }));
        app.UseSwaggerUI(docs =>
        {
            docs.RoutePrefix = DocsPath;
            docs.SwaggerEndpoint("/openapi.json", "v1");
            docs.EnablePersistAuthorization();
        });
    }

    private static Task DescribeParametersAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<QueryMetadata>().SelectMany(query => query.Parameters))
        {
            operation.Parameters.Add(parameter.ToOpenApi());
        }

        foreach (var header in metadata.OfType<RequestHeader>())
        {
            operation.Parameters.Add(header.ToOpenApi());
        }

        var parameters = operation.Parameters.OfType<OpenApiParameter>();
        foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Path))
        {
            var described = context.Description.ParameterDescriptions.FirstOrDefault(each => each.Name == parameter.Name);
            parameter.Schema = PathSchema(described?.ParameterDescriptor.ParameterType) ?? parameter.Schema;
        }

        return Task.CompletedTask;
    }

    // The framework sees only that the type is parsed from text, not the format of the text.
    private static OpenApiSchema? PathSchema(Type? type) =>
        type == typeof(PathId) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
        : type == typeof(PathNumber) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }
        : null;

    private static async Task DescribeErrorsAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var problems = metadata.OfType<RefusalMetadata>().SelectMany(refusal => refusal.Problems).ToList();
        if (metadata.OfType<CallerRequired>().Any())
        {
            problems.Add(Problems.NotAuthenticated);
            var scheme = new OpenApiSecuritySchemeReference(SchemeName, context.Document);
            operation.Security = [new OpenApiSecurityRequirement { [scheme] = [] }];
        }

        if (operation.RequestBody is not null)
        {
            problems.AddRange([Problems.PayloadTooLarge, Problems.UnsupportedMediaType(AcceptedBodies.Of(metadata))]);
        }

        var isLimited = IsLimited(context);
        if (isLimited)
        {
            problems.Add(Problems.RateLimitExceeded(RateLimitPolicy.Window));
        }

        problems.AddRange([Problems.InternalError, Problems.ServiceUnavailable]);
        var format = context.ApplicationServices.GetRequiredService<IErrorFormat>();
        var schema = await context.GetOrCreateSchemaAsync(format.SchemaType, parameterDescription: null, ct);
        context.Document!.AddComponent("Error", schema);
        operation.Responses ??= [];
        var withRetryAfter = new HashSet<string>(StringComparer.Ordinal);
        foreach (var status in problems.GroupBy(problem => problem.Faults.Count > 0 ? format.ValidationStatus : problem.Status))
        {
            var code = status.Key.ToString(CultureInfo.InvariantCulture);
            // TryAdd keeps the endpoint's own description of a status, such as 503 of a readiness check.
            if (operation.Responses.TryAdd(code, Response(status, format, context.Document!))
                && status.Any(problem => problem.RetryAfter is not null))
            {
                withRetryAfter.Add(code);
            }
        }

        var hasETag = metadata.OfType<ETagMetadata>().Any();
        foreach (var (status, response) in operation.Responses)
        {
            var headers = HeaderDescriptions.Of(status, hasETag, withRetryAfter.Contains(status), isLimited, context.Document);
            if (headers.Count > 0)
            {
                var described = (OpenApiResponse)response;
                described.Headers = (described.Headers ?? headers).Union(headers).ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    private static bool IsLimited(OpenApiOperationTransformerContext context) =>
        context.ApplicationServices.GetService<RateLimiter>()?.PolicyOf(
            "/" + context.Description.RelativePath,
            context.Description.ActionDescriptor.EndpointMetadata.OfType<RateLimitPolicy>().LastOrDefault()) is not null;

    private static OpenApiResponse Response(IEnumerable<Problem> problems, IErrorFormat format, OpenApiDocument document)
    {
        var distinct = problems.DistinctBy(problem => problem.Code).ToList();
        return new OpenApiResponse
        {
            Description = string.Join(" · ", distinct.Select(problem => problem.Message)),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("Error", document),
                    Examples = distinct.ToDictionary(problem => problem.Code, problem => (IOpenApiExample)Example(problem, format)),
                },
            },
        };
    }

    private static OpenApiExample Example(Problem problem, IErrorFormat format) => new()
    {
        Summary = problem.Message,
        Value = JsonNode.Parse(format.Body(problem, "0199c2f4b1d07cc09c1d0ac0b7d3f8aa")),
    };
}
