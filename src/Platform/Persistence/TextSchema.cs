namespace Tracker.Platform.Persistence;

/// <summary>The SQL twins of <see cref="Primitives.TextFold"/> and <see cref="Primitives.TextOrder"/>.</summary>
public static class TextSchema
{
    /// <summary>The functions <c>fold_text</c> and <c>order_text</c>; required before each module that stores compared text.</summary>
    public static MigrationSet Migrations { get; } =
        MigrationSet.Embedded("text", MigrationLayer.Text, typeof(TextSchema).Assembly, "Persistence.Migrations");
}
