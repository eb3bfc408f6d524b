using System.Globalization;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>One member of a JSON body. By default it may be absent or null.</summary>
public sealed record BodyField
{
    private readonly OpenApiSchema schema;
    private readonly BodyDescription? content;

    private BodyField(string name, string description, OpenApiSchema schema, BodyDescription? content = null)
    {
        (Name, this.schema, this.content) = (name, schema, content);
        schema.Description = description;
    }

    public string Name { get; }

    internal bool IsRequired { get; private init; }

    private bool MayBeNull { get; init; } = true;

    public static BodyField Text(string name, string description, TextRule rule) => Text(name, description, rule.Min, rule.Max);

    /// <summary>A text whose limits are not those of one <see cref="TextRule"/>.</summary>
    public static BodyField Text(string name, string description, int min = 0, int max = int.MaxValue) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = min > 0 ? min : null,
            MaxLength = max < int.MaxValue ? max : null,
        });

    /// <param name="pattern">A regular expression in ECMA-262 syntax.</param>
    public static BodyField TextOfForm(string name, string description, string pattern) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern });

    public static BodyField Word(string name, string description, IReadOnlyList<string> words) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Enum = Schemas.Words(words) });

    public static BodyField Time(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });

    public static BodyField Boolean(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.Boolean });

    public static BodyField Id(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });

    public static BodyField Integer(string name, string description, long min, long max) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Minimum = $"{min}",
            Maximum = $"{max}",
        });

    public static BodyField Decimal(string name, string description, DecimalRule rule)
    {
        var min = rule.Min.ToString(CultureInfo.InvariantCulture);
        return new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Number,
            Format = "decimal",
            Minimum = rule.MinIsExclusive ? null : min,
            ExclusiveMinimum = rule.MinIsExclusive ? min : null,
            Maximum = rule.Max.ToString(CultureInfo.InvariantCulture),
        });
    }

    public static BodyField Texts(string name, string description, int max) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
            MaxItems = max,
        });

    /// <summary>A list of at least one id, none of them twice.</summary>
    public static BodyField Ids(string name, string description, int max) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            MinItems = 1,
            MaxItems = max,
            UniqueItems = true,
        });

    /// <summary>An object with members of any name, each a text.</summary>
    public static BodyField TextsByName(string name, string description) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    public static BodyField Object(string name, string description, BodyDescription content) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.Object }, content);

    /// <summary>A list of at least one object.</summary>
    public static BodyField Objects(string name, string description, BodyDescription content, int max) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = max }, content);

    /// <summary>The member must be present; null is a fault.</summary>
    public BodyField Required() => this with { IsRequired = true, MayBeNull = false };

    /// <summary>The member may be absent; null is a fault.</summary>
    public BodyField NotNull() => this with { MayBeNull = false };

    internal IOpenApiSchema ToOpenApi(OpenApiDocument document)
    {
        var reference = content?.AddTo(document);
        if (reference is not null && schema.Type == JsonSchemaType.Object)
        {
            reference.Description = schema.Description;
            return reference;
        }

        // A copy: each request for the document builds a new one, and transformers may change it.
        var copy = (OpenApiSchema)schema.CreateShallowCopy();
        copy.Items = reference ?? copy.Items;
        if (MayBeNull)
        {
            copy.Type |= JsonSchemaType.Null;
            copy.Enum = copy.Enum is { } words ? [.. words, JsonNullSentinel.JsonNull] : null;
        }

        return copy;
    }
}
