using System.Globalization;
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

/// <summary>The API document at <c>/openapi.json</c> and its reader at <c>/docs</c>.</summary>
public static class ApiDocument
{
    private const string SchemeName = "bearer";
    private const string DocsPath = "docs";

    /// <summary>Describes what all endpoints share: title, bearer scheme, schemas as answers really are, error answers with an example each.</summary>
    /// <param name="options">From <c>AddOpenApi</c>, which a system calls itself so that its XML comments become the descriptions.</param>
    /// <param name="title">The service's title.</param>
    /// <param name="description">What it is for, in Markdown.</param>
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
                Description = "The access token that logging in answers with.",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(Schemas.DescribeAsync);
        options.AddOperationTransformer(DescribeParametersAsync);
        options.AddOperationTransformer(BodyDescriptions.DescribeAsync);
        options.AddOperationTransformer(DescribeErrorsAsync);
    }

    /// <summary>Maps <c>/openapi.json</c> and <c>/docs</c>, where <c>/</c> leads.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi.json");
        app.MapGet("/", Task (HttpContext context) =>
        {
            context.Response.Redirect("/" + DocsPath);
            return Task.CompletedTask;
        }).ExcludeFromDescription();
        // The page keeps a token: no other page may show it in a frame and have it clicked.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/" + DocsPath, StringComparison.OrdinalIgnoreCase), docs => docs.Use((context, next) =>
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

    private static Task DescribeParametersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];
        foreach (var parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryMetadata>().SelectMany(query => query.Parameters))
        {
            operation.Parameters.Add(parameter.ToOpenApi());
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            var described = context.Description.ParameterDescriptions.FirstOrDefault(each => each.Name == parameter.Name);
            parameter.Schema = PathSchema(described?.ParameterDescriptor.ParameterType) ?? parameter.Schema;
        }

        return Task.CompletedTask;
    }

    // The framework sees a type that is parsed from text, and not what that text is.
    private static OpenApiSchema? PathSchema(Type? type) =>
        type == typeof(PathId) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
        : type == typeof(PathNumber) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }
        : null;

    private static async Task DescribeErrorsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var problems = metadata.OfType<RefusalMetadata>().SelectMany(refusal => refusal.Problems).ToList();
        if (metadata.OfType<CallerRequired>().Any())
        {
            problems.Add(Problems.NotAuthenticated);
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [] }];
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
        var tellWhen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var status in problems.GroupBy(problem => problem.Faults.Count > 0 ? format.ValidationStatus : problem.Status))
        {
            var code = status.Key.ToString(CultureInfo.InvariantCulture);
            // What an endpoint says about a status of its own, such as 503 of a readiness check, stands.
            if (operation.Responses.TryAdd(code, Response(status, format, context.Document!)) && status.Any(problem => problem.RetryAfter is not null))
            {
                tellWhen.Add(code);
            }
        }

        foreach (var (status, response) in operation.Responses)
        {
            if (HeaderDescriptions.Of(status, tellWhen.Contains(status), isLimited, context.Document) is { Count: > 0 } headers)
            {
                ((OpenApiResponse)response).Headers = headers;
            }
        }
    }

    private static bool IsLimited(OpenApiOperationTransformerContext context) =>
        context.ApplicationServices.GetService<RateLimiter>()?.PolicyOf(
            "/" + context.Description.RelativePath, context.Description.ActionDescriptor.EndpointMetadata.OfType<RateLimitPolicy>().LastOrDefault()) is not null;

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
                    Examples = distinct.ToDictionary(
                        problem => problem.Code,
                        IOpenApiExample (problem) => new OpenApiExample { Summary = problem.Message, Value = JsonNode.Parse(format.Body(problem, "0199c2f4b1d07cc09c1d0ac0b7d3f8aa")) }),
                },
            },
        };
    }
}
